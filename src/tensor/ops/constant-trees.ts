import { flattenValues, type Tensors, unflatten } from '../tree.ts';
import { constant } from './constants.ts';

/**
 * A tree of values as tensors that a program holds: parameters that do not change from call to call. A backend can then
 * prepare them once, where arguments are handed over and prepared in every call.
 *
 * @param values a tree of values, such as trained parameters
 * @returns the tree, with a tensor of the same shape and dtype for each value
 * @throws TensorError if something else than values is in the tree
 * @example
 * ```ts
 * import { add, compile, constants, matmul, value } from 'thwc';
 * const params = { w: value([[1, 2], [3, 4]]), b: value([5, 6]) };
 * const predict = compile((x: Tensor<[1, 2]>) => {
 *   const { w, b } = constants(params);
 *   return add(matmul(x, w), b);
 * });
 * const y = await predict(value([[1, 1]])); // Value<[1, 2]>
 * ```
 */
export function constants<V>(values: V): Tensors<V>;
export function constants(values: unknown): unknown {
  const { structure, leaves } = flattenValues(values, 'what is to be constant');
  return unflatten(structure, leaves.map(constant));
}
