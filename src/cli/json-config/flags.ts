import { type Command, InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { flagText, parseFlagText, placeholder } from './flag-text.ts';
import { isLayer, type Layer, layerAt, over, valueAt } from './layers.ts';
import { mistakesIn } from './mistakes.ts';
import { type ConfigKind, type Leaf, leavesOf, outlineAt, wordsOf } from './outline.ts';
import { some } from './some.ts';

/** Keys for people's editors, not for the command line. */
const forFiles: readonly string[] = ['$schema'];

/** The keys that have a flag, `--model.dim`, in the order of the schema. */
export const flagLeaves = <A>({ outline }: ConfigKind<A>): readonly Leaf[] =>
  leavesOf(outline).filter(({ path }) => !forFiles.includes(path.join('.')));

const nameOf = ({ path }: Leaf): string => path.join('.');

/** A value that a flag was given: commander takes a bare `null` for none. */
class Given {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** Reads and checks the text of one flag. */
const argumentOf =
  <A>(kind: ConfigKind<A>, leaf: Leaf) =>
  (text: string): Given => {
    const value = parseFlagText(leaf.outline, text);
    if (E.isLeft(value)) throw new InvalidArgumentError(value.left);
    const mistakes = mistakesIn(kind, layerAt(leaf.path, value.right));
    const own = `${nameOf(leaf)}: `;
    if (mistakes.length > 0) {
      throw new InvalidArgumentError(
        some(mistakes.map((said) => (said.startsWith(own) ? said.slice(own.length) : said))),
      );
    }
    return new Given(value.right);
  };

/** The heading that a flag stands under in the help: its section of the file, and what that is for. */
const headingOf = <A>({ outline }: ConfigKind<A>, { path: [section = ''] }: Leaf, title: string): string => {
  const about = outlineAt(outline, [section]);
  return about === undefined || leavesOf(about).length === 0
    ? `${title}:`
    : `${title} of ${section} (${about.description ?? ''}):`;
};

/** What a flag is for, what it takes where that is not plain to see, and its default. */
const describe = ({ outline }: Leaf, preset: unknown): string => {
  const words = wordsOf(outline);
  const notes = [
    ...(words.length === 0 ? [] : [words.join(', ')]),
    ...(preset === undefined ? [] : [`default: ${flagText(outline, preset) || 'none'}`]),
  ];
  return `${outline.description ?? ''}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
};

/**
 * Adds a flag for every key of a kind of configuration: `--model.dim 64`, `--evaluate.digits 2,3`, `--pretrain null`. Names, what may
 * follow, descriptions, defaults and groups come from the schema. A flag that is not given leaves no trace.
 *
 * @example
 * ```ts
 * import { Command } from 'commander';
 * import { z } from 'zod';
 * import { addFlags, layerOfFlags } from './flags.ts';
 * import { configKind } from './outline.ts';
 * const kind = configKind(z.strictObject({ seed: z.int().default(0).describe('of everything drawn') }));
 * const command = addFlags(new Command(), kind, 'Configuration');
 * command.parse(['--seed', '7'], { from: 'user' });
 * const layer = layerOfFlags(kind, command.opts()); // right: { seed: 7 }
 * ```
 */
export const addFlags = <A>(command: Command, kind: ConfigKind<A>, title: string): Command => {
  const defaults: unknown = kind.schema.parse({});
  return flagLeaves(kind).reduce((extended, leaf) => {
    const preset = valueAt(defaults, leaf.path) ?? leaf.outline.default;
    return extended.addOption(
      new Option(`--${nameOf(leaf)} ${placeholder(leaf.outline)}`, describe(leaf, preset))
        .argParser(argumentOf(kind, leaf))
        .helpGroup(headingOf(kind, leaf, title)),
    );
  }, command);
};

/**
 * The flags that were given, as a layer of configuration; other options of the command are left alone.
 *
 * @returns left: two flags that exclude each other, as `--pretrain null --pretrain.batch 8`
 */
export const layerOfFlags = <A>(
  kind: ConfigKind<A>,
  options: Readonly<Record<string, unknown>>,
): E.Either<string, Layer> => {
  const given = flagLeaves(kind).flatMap((leaf) => {
    const option = options[nameOf(leaf)];
    return option instanceof Given ? [{ leaf, name: nameOf(leaf), value: option.value }] : [];
  });
  for (const { name, value } of given) {
    const inner = given.find((other) => other.name.startsWith(`${name}.`));
    if (value === null && inner !== undefined)
      return E.left(`--${name} null leaves nothing for --${inner.name} to set`);
  }
  return E.right(given.reduce((layer: Layer, { leaf, value }) => over(layer, layerAt(leaf.path, value)), {}));
};

/** The arguments of a command that set what a layer sets: {@link layerOfFlags} reads the layer back. */
export const flagsFor = <A>(kind: ConfigKind<A>, layer: Layer): readonly string[] =>
  flagLeaves(kind).flatMap((leaf) => {
    const value = valueAt(layer, leaf.path);
    // An object is set by its keys; one without keys, or none at all, by itself.
    const bySelf = !isLayer(value) || Object.keys(value).length === 0;
    return value === undefined || !bySelf ? [] : [`--${nameOf(leaf)}`, flagText(leaf.outline, value)];
  });
