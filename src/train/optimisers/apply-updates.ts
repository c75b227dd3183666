import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { add } from '../../tensor/ops/arithmetic.ts';

/**
 * The parameters with updates added, leaf by leaf.
 *
 * @throws TensorError naming the path where structures or shapes differ.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { applyUpdates } from 'thwc/train';
 * const { bias } = applyUpdates({ bias: tensor([1, 2]) }, { bias: tensor([0.5, -1]) }); // [1.5, 1]
 * ```
 */
export const applyUpdates = <P>(params: P, updates: NoInfer<P>): P =>
  mapNamedTrees(
    { op: 'applyUpdates', names: ['the parameters', 'the updates'] },
    ([x, update]) => add(x, update),
    params,
    updates,
  );
