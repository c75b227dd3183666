/**
 * Parameters that training moves on by itself (running statistics), told from those that it hands back as they came.
 * A loop carries only the former, so that weights stay constants of the loop.
 */
import { TensorError } from '../tensor/error.ts';
import type { AnyTensor } from '../tensor/tensor.ts';
import { flattenTensors, sameStructure, unflatten } from '../tensor/tree.ts';

/** The leaves of a tree of parameters that training moves. */
export interface Moving {
  /** These leaves of a tree … */
  readonly of: (params: unknown) => readonly AnyTensor[];
  /** … and a tree with others in their place. */
  readonly replace: (params: unknown, moved: readonly AnyTensor[]) => unknown;
}

/** Finds the leaves that a step of training moves: one that it does not move is the same tensor as before. */
export const movingLeaves = (name: string, before: unknown, after: unknown): Moving => {
  const [old, now] = [
    flattenTensors(before, 'the parameters'),
    flattenTensors(after, 'the trained parameters'),
  ];
  if (!sameStructure(old.structure, now.structure)) {
    const [was, is] = [old, now].map(({ paths }) => `(${paths.join(', ')})`);
    throw new TensorError(name, `training changes the structure of the parameters to ${is}`, [], was);
  }
  const moves = now.leaves.map((x, i) => x !== old.leaves[i]);
  return {
    of: (params) => flattenTensors(params, 'the parameters').leaves.filter((_, i) => moves[i]),
    replace: (params, moved) => {
      const { leaves, structure } = flattenTensors(params, 'the parameters');
      const next = moved.values();
      return unflatten(
        structure,
        leaves.map((x, i) => (moves[i] ? next.next().value : x)),
      );
    },
  };
};
