import { apply } from './apply.ts';
import { flattenTensors, unflatten } from './tree.ts';

/**
 * The same tensors, taken as constants by every derivative. Works on trees.
 *
 * @example
 * ```ts
 * import { grad, mul, stopGradient, sum, tensor, type Tensor } from 'thwc';
 * const g = grad((x: Tensor<[2]>) => sum(mul(x, stopGradient(x))))(tensor([1, 2])); // x, not 2x
 * ```
 */
export function stopGradient<T>(tree: T): T;
export function stopGradient(tree: unknown): unknown {
  const { leaves, structure } = flattenTensors(tree, 'what stopGradient is given');
  return unflatten(
    structure,
    leaves.map((x) => apply('stopGradient', {}, [x])),
  );
}
