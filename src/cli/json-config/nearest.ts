import leven from 'leven';

/** `weight_decay`, `WeightDecay` and `weightDecay` are one name to whoever writes them. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

const distance = (a: string, b: string): number => Math.min(leven(a, b), leven(plain(a), plain(b)));

/** Edits that still count as a slip: one in the shortest names, two others (two letters swapped are two). */
const tolerance = (name: string): number =>
  name.length < 4 ? 1 : Math.max(2, Math.floor(name.length * 0.4));

/** A name with the number of edits that lead to it from what was written. */
export interface Near {
  readonly name: string;
  readonly edits: number;
}

/**
 * The names that what was written may be a slip of, by edit distance (Levenshtein 1966).
 *
 * @example
 * ```ts
 * import { near } from './nearest.ts';
 * const found = near('schedul', ['schedule', 'dim']); // [{ name: 'schedule', edits: 1 }]
 * ```
 */
export const near = (written: string, names: readonly string[]): readonly Near[] =>
  names
    .map((name) => ({ name, edits: distance(written, name) }))
    .filter(({ name, edits }) => edits <= tolerance(name));

/**
 * The names nearest to what was written: several when equally near, none when nothing is near.
 *
 * @example
 * ```ts
 * import { nearest } from './nearest.ts';
 * console.log(nearest('beta', ['beta1', 'beta2', 'epsilon'])); // [ 'beta1', 'beta2' ]
 * ```
 */
export const nearest = (written: string, names: readonly string[]): readonly string[] => {
  const found = near(written, names);
  const least = Math.min(...found.map(({ edits }) => edits));
  return found.filter(({ edits }) => edits === least).map(({ name }) => name);
};

/** Up to three names for "did you mean": `"a", "b" or "c"`. */
export const oneOf = (names: readonly string[]): string => {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};

/** `; did you mean "a"?`, or nothing. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : `; did you mean ${oneOf(names.slice(0, 3))}?`;
