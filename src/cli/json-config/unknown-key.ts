import { didYouMean, near, oneOf } from './nearest.ts';
import { type Outline, outlineAt, propertiesOf } from './outline.ts';

/** A key of the configuration, and how far what was written is from it. */
interface Candidate {
  readonly path: readonly string[];
  /** Whether it stands where the unknown key stands. */
  readonly here: boolean;
  readonly edits: number;
}

/** A right name in a wrong place is likelier than any slip, but for another spelling of a key that belongs here. */
const misplaced = 0.5;

/** The paths of all objects, from the whole down; objects in lists have no name of their own. */
const objectPaths = (outline: Outline, path: readonly string[] = []): readonly (readonly string[])[] => {
  const inner = Object.entries(propertiesOf(outline));
  return inner.length === 0
    ? []
    : [path, ...inner.flatMap(([key, below]) => objectPaths(below, [...path, key]))];
};

const keysAt = (outline: Outline, path: readonly PropertyKey[]): readonly string[] =>
  Object.keys(propertiesOf(outlineAt(outline, path) ?? {}));

const candidatesFor = (
  outline: Outline,
  where: readonly PropertyKey[],
  key: string,
): readonly Candidate[] => {
  const place = where.join('.');
  const beside = near(key, keysAt(outline, where)).map(
    ({ name, edits }): Candidate => ({ path: [...where.map(String), name], here: true, edits }),
  );
  const elsewhere = objectPaths(outline)
    .filter((path) => path.join('.') !== place)
    .flatMap((path) => {
      // Written as the flags are, `"model.dim": 64`, a key is taken as the whole path.
      const names = keysAt(outline, path);
      const written = key.includes('.') ? names.map((name) => [...path, name].join('.')) : names;
      return near(key, written).map(({ name, edits }): Candidate => {
        const last = name.split('.').at(-1) ?? name;
        return { path: [...path, last], here: false, edits: edits === 0 ? misplaced : edits + 1 };
      });
    });
  return [...beside, ...elsewhere];
};

/** Where a misplaced key belongs. */
const homes = (paths: readonly (readonly string[])[]): string =>
  paths
    .slice(0, 3)
    .map((path) => (path.length === 1 ? 'at the top level' : `in ${oneOf([path.slice(0, -1).join('.')])}`))
    .join(' or ');

/**
 * What to say of a key that there is none of at a path: the nearest key beside it, or the place where a key of that name belongs, or
 * the keys that there are.
 *
 * @example
 * ```ts
 * import { unknownKey } from './unknown-key.ts';
 * const outline = { properties: { seed: {}, model: { properties: { dim: {} } } } };
 * console.log(unknownKey(outline, [], 'dim')); // unknown key; dim belongs in "model"
 * console.log(unknownKey(outline, [], 'sede')); // unknown key; did you mean "seed"?
 * ```
 */
export const unknownKey = (outline: Outline, where: readonly PropertyKey[], key: string): string => {
  const candidates = candidatesFor(outline, where, key);
  const least = Math.min(...candidates.map(({ edits }) => edits));
  const best = candidates.filter(({ edits }) => edits === least);
  if (best.length === 0) return `unknown key; the keys here are ${keysAt(outline, where).join(', ')}`;
  const [first] = best;
  if (least === misplaced && first !== undefined) {
    return `unknown key; ${first.path.at(-1)} belongs ${homes(best.map(({ path }) => path))}`;
  }
  return `unknown key${didYouMean(best.map(({ path }) => path.join('.')))}`;
};
