import * as E from 'fp-ts/lib/Either.js';
import { showAval } from './aval.ts';
import { flattenTensors, flattenValues, unflatten, type Values } from './tree.ts';
import type { AnyValue } from './value.ts';

/** The leaves of a tree of values by their paths, such as `send.0.weight`: how files name them. */
export const namedLeaves = (tree: unknown): ReadonlyMap<string, AnyValue> => {
  const { leaves, paths } = flattenValues(tree);
  return new Map(paths.flatMap((path, i) => leaves.slice(i, i + 1).map((leaf) => [path, leaf] as const)));
};

const list = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

/**
 * A tree like a tree of descriptions, of values by their names. Says which names are missing, too many, or of another type.
 */
export function fromNamedLeaves<T>(
  like: T,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<string, Values<T>>;
export function fromNamedLeaves(
  like: unknown,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<string, unknown> {
  const { leaves, paths, structure } = flattenTensors(like);
  const missing = paths.filter((path) => !named.has(path));
  if (missing.length > 0) return E.left(`missing: ${list(missing)}`);
  const known = new Set(paths);
  const extra = [...named.keys()].filter((name) => !known.has(name));
  if (extra.length > 0) return E.left(`unknown: ${list(extra)}`);
  const found = paths.map((path) => named.get(path));
  for (const [i, x] of leaves.entries()) {
    const value = found[i];
    if (value === undefined || showAval(value) === showAval(x)) continue;
    return E.left(`${paths[i]} is ${showAval(value)}, expected ${showAval(x)}`);
  }
  return E.right(unflatten(structure, found));
}
