import { demand, within } from '../../tensor/error.ts';
import { scalar } from '../../tensor/ops/constants.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { flattenTensors, unflatten } from '../../tensor/tree.ts';
import type { ParameterMask } from './mask.ts';
import type { At, Optimiser } from './optimiser.ts';

/** The states of two optimisers; where a parameter is not an optimiser's own, its state holds a 0. */
export interface Partitioned<A, B> {
  readonly chosen: A;
  readonly others: B;
}

type Untyped = Optimiser<unknown, unknown>;

/** A tree of which only some leaves count: there is a 0 in the place of the others, which costs nothing to carry and to update. */
const only = (tree: unknown, isMeant: ParameterMask): unknown => {
  const { leaves, paths, structure } = flattenTensors(tree, 'the parameters');
  return unflatten(
    structure,
    leaves.map((leaf, i) => (isMeant(paths[i] ?? '', leaf.shape) ? leaf : scalar(0))),
  );
};

/**
 * Two optimisers for one tree: the parameters that `mask` chooses go through the first, the others through the second, as if each were
 * alone.
 *
 * @throws TensorError when gradients do not have the structure of the parameters
 * @example
 * ```ts
 * import { partition, scaleByAdam, sgd } from 'thwc/train';
 * interface Params {
 *   readonly backbone: Tensor<[3, 4]>;
 *   readonly head: Tensor<[4]>;
 * }
 * const optimiser = partition<Params>((path) => path === 'head')(scaleByAdam<Params>(), sgd());
 * ```
 */
export const partition =
  <P>(mask: ParameterMask) =>
  <A, B>(chosen: Optimiser<P, A>, others: Optimiser<P, B>): Optimiser<P, Partitioned<A, B>> =>
    // Each part sees a tree of P's structure in which some leaves are scalars: no type of trees says that.
    parted(mask, chosen as Untyped, others as Untyped) as Optimiser<P, Partitioned<A, B>>;

const parted = (
  mask: ParameterMask,
  chosen: Untyped,
  others: Untyped,
): Optimiser<unknown, Partitioned<unknown, unknown>> => {
  const isOther: ParameterMask = (path, shape) => !mask(path, shape);
  return {
    name: `partition of ${chosen.name} and ${others.name}`,
    init: (params) => ({
      chosen: within(chosen.name, () => chosen.init(only(params, mask))),
      others: within(others.name, () => others.init(only(params, isOther))),
    }),
    update: (state, grads, { params, rate }) => {
      const at = (isMeant: ParameterMask): At<unknown> => ({ params: only(params, isMeant), rate });
      const [first, a] = within(chosen.name, () => chosen.update(state.chosen, only(grads, mask), at(mask)));
      const [second, b] = within(others.name, () =>
        others.update(state.others, only(grads, isOther), at(isOther)),
      );
      return [{ chosen: first, others: second }, merged(grads, mask, a, b)];
    },
  };
};

/** A tree like another, each leaf from the tree that it belongs to. */
const merged = (like: unknown, mask: ParameterMask, a: unknown, b: unknown): unknown => {
  const { leaves, paths, structure } = flattenTensors(like, 'the gradients');
  const [own, rest] = [flattenTensors(a, 'the updates').leaves, flattenTensors(b, 'the updates').leaves];
  return unflatten(
    structure,
    leaves.map((leaf, i): AnyTensor => {
      const made = (mask(paths[i] ?? '', leaf.shape) ? own : rest)[i];
      demand(made !== undefined, 'partition', `no update was made of ${paths[i] ?? ''}`);
      return made;
    }),
  );
};
