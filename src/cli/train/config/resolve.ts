import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { isLayer, type Layer, over, valueAt } from '../../json-config/layers.ts';
import { mistakesIn } from '../../json-config/mistakes.ts';
import { some } from '../../json-config/some.ts';
import { parseConfigText } from '../../json-config/text.ts';
import { idleSettings, trainConfigMistakes } from './check.ts';
import { presets } from './presets.ts';
import { withoutRow } from './row-layer.ts';
import { presetNames, type TrainConfig, trainConfig, trainConfigSchema, trainFile } from './schema.ts';

/** A configuration file that was read. */
export interface ConfigFile {
  /** For messages: its path. */
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

/** Where settings come from. */
export interface ConfigSources {
  readonly file?: ConfigFile | undefined;
  /** A preset that was named beside the file or in its place; a flag `--preset` goes before it. */
  readonly preset?: string | undefined;
  /** As `configFromFlags` gives them. */
  readonly flags?: Layer | undefined;
}

type Read<A> = E.Either<string, A>;

/** Checks each key of one source on its own. */
const soundLayer = (value: unknown): Read<Layer> => {
  const mistakes = mistakesIn(trainFile, value);
  return mistakes.length > 0 || !isLayer(value) ? E.left(some(mistakes)) : withoutRow(value);
};

const layerOfFile = ({ name, text }: ConfigFile): Read<Layer> =>
  pipe(
    parseConfigText(text),
    E.flatMap(soundLayer),
    E.mapLeft((problem) => `${name}: ${problem}`),
  );

/** The settings of the preset that the last layer to name one names: the default one when none does. */
const presetUnder = (layers: readonly Layer[]): Layer => {
  const named = layers.findLast(({ preset }) => preset !== undefined)?.preset;
  const name = presetNames.find((known) => known === named) ?? presetNames[0];
  return { ...presets[name].settings };
};

/** All keys filled in, from the lowest layer up, and what then does not fit together. */
const settled = (
  layers: readonly Layer[],
): { readonly config?: TrainConfig; readonly mistakes: readonly string[] } => {
  const whole = layers.reduce(over, presetUnder(layers));
  const { data: config } = trainConfigSchema.safeParse(whole);
  if (config === undefined) return { mistakes: mistakesIn(trainConfig, whole) };
  return { config, mistakes: trainConfigMistakes(config) };
};

/**
 * The configuration of a run. Each source stands over the ones before it, key by key: the defaults, the preset, the file, the flags. A
 * preset that is named by the flags takes the place of the file's.
 *
 * @returns left: the first few things that are wrong, in one line: the key (for one that is unknown the one that is meant), what was expected,
 *   what was found, and the file's name where the file is to be mended
 * @example
 * ```ts
 * import { resolveTrainConfig } from './resolve.ts';
 * const file = { name: 'run.json', text: '{ "preset": "tiny", "model": { "dim": 32 } }' };
 * const config = resolveTrainConfig({ file, flags: { batch: 4 } }); // right: tiny, with dim 32 and batches of 4
 * const slip = resolveTrainConfig({ file: { name: 'run.json', text: '{ "model": { "dimm": 32 } }' } });
 * // left: run.json: model.dimm: unknown key; did you mean "model.dim"?
 * ```
 */
export const resolveTrainConfig = ({ file, preset, flags = {} }: ConfigSources): Read<TrainConfig> =>
  pipe(
    E.Do,
    E.bind('fromFile', () => (file === undefined ? E.right<string, Layer>({}) : layerOfFile(file))),
    E.bind('fromPreset', () => soundLayer(preset === undefined ? {} : { preset })),
    E.bind('fromFlags', () => soundLayer(flags)),
    E.flatMap(({ fromFile, fromPreset, fromFlags }) => {
      const { config, mistakes } = settled([fromFile, fromPreset, fromFlags]);
      const idle =
        config === undefined ? [] : idleSettings((path) => valueAt(flags, path) !== undefined, config);
      if (config !== undefined && mistakes.length + idle.length === 0) return E.right(config);
      // The file is to blame for what is wrong without the flags too.
      const [first] = mistakes;
      const blamed =
        file !== undefined && first !== undefined && settled([fromFile]).mistakes.includes(first);
      return E.left(`${blamed ? `${file.name}: ` : ''}${some([...mistakes, ...idle])}`);
    }),
  );
