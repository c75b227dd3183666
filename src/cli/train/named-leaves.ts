import * as E from 'fp-ts/lib/Either.js';
import { fromNamedParameters } from '../../nn/index.ts';
import { flattenValues, type Values } from '../../tensor/tree.ts';
import type { AnyValue } from '../../tensor/value.ts';

/** The leaves of a tree of values by their paths, such as `params.rstg.send.0.weight`: how checkpoints name them. */
export const namedLeaves = (tree: unknown): ReadonlyMap<string, AnyValue> => {
  const { leaves, paths } = flattenValues(tree);
  return new Map(leaves.map((leaf, i) => [paths[i] ?? '', leaf]));
};

/** A tree like a tree of descriptions, of values by their names; left: what does not fit, in one line. */
export function fromNamedLeaves<T>(
  like: T,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<string, Values<T>>;
export function fromNamedLeaves(
  like: unknown,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<string, unknown> {
  const found = fromNamedParameters(like, named);
  return E.isLeft(found) ? E.left(found.left.message) : found;
}
