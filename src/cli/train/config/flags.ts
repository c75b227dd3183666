import type { Command } from 'commander';
import type * as E from 'fp-ts/lib/Either.js';
import { addFlags, flagsFor, layerOfFlags } from '../../json-config/flags.ts';
import { isLayer, type Layer } from '../../json-config/layers.ts';
import { presets } from './presets.ts';
import { presetNames, type TrainSettings, trainFile } from './schema.ts';

const widest = Math.max(...presetNames.map((name) => name.length));

const aboutPresets = [
  'Flags stand over the file, the file over the preset. Presets:',
  ...presetNames.map((name) => `  ${name.padEnd(widest)}  ${presets[name].description}`),
].join('\n');

/**
 * Adds a flag for every key of the configuration, as the schema describes it: `--model.dim 64`, `--evaluate.digits 2,3`, `--pretrain null`,
 * `--curriculum '[{ "videos": 1000, "digits": 2 }]'`. A value that does not fit is refused as it is read.
 *
 * @example
 * ```ts
 * import { Command } from 'commander';
 * import { addConfigFlags, configFromFlags } from './flags.ts';
 * const command = addConfigFlags(new Command('train')).parse(['--model.dim', '32'], { from: 'user' });
 * const flags = configFromFlags(command.opts()); // right: { model: { dim: 32 } }
 * ```
 */
export const addConfigFlags = (command: Command): Command =>
  addFlags(command, trainFile, 'Configuration').addHelpText('after', `\n${aboutPresets}`);

/**
 * The configuration flags among a command's options, as a layer for `resolveTrainConfig`.
 *
 * @returns left: two flags that exclude each other
 */
export const configFromFlags = (options: Readonly<Record<string, unknown>>): E.Either<string, Layer> =>
  layerOfFlags(trainFile, options);

/**
 * The arguments that set what some settings set: `configFromFlags` reads them back.
 *
 * @example
 * ```ts
 * import { flagsOf } from './flags.ts';
 * console.log(flagsOf({ batch: 4, evaluate: { digits: [2, 3] } }).join(' ')); // --batch 4 --evaluate.digits 2,3
 * ```
 */
export const flagsOf = (settings: TrainSettings): readonly string[] =>
  isLayer(settings) ? flagsFor(trainFile, settings) : [];
