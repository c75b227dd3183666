import type { AnyTensor } from './tensor.ts';
import { type Flat, flattenTensors, unflatten } from './tree.ts';

/** Several trees taken apart together, such as the arguments of a function. */
export interface FlatTrees {
  readonly trees: readonly Flat<AnyTensor>[];
  /** The leaves of all of them, one tree after the other. */
  readonly leaves: readonly AnyTensor[];
  /** The same trees with other leaves. */
  readonly together: (leaves: readonly unknown[]) => readonly unknown[];
}

/** Puts leaves into trees, one after the other. */
export const unflattenTrees = (
  trees: readonly Pick<Flat<unknown>, 'leaves' | 'structure'>[],
  leaves: readonly unknown[],
): readonly unknown[] => {
  let next = 0;
  return trees.map(({ structure, leaves: { length } }) => {
    const own = leaves.slice(next, next + length);
    next += length;
    return unflatten(structure, own);
  });
};

/** Takes arguments apart; `what` names each in errors. */
export const flattenTrees = (args: readonly unknown[], what: (i: number) => string): FlatTrees => {
  const trees = args.map((arg, i) => flattenTensors(arg, what(i)));
  return {
    trees,
    leaves: trees.flatMap(({ leaves }) => leaves),
    together: (leaves) => unflattenTrees(trees, leaves),
  };
};
