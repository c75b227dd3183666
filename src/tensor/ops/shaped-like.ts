import type { Shape } from '../../shape-types/dim.ts';
import { sameShape } from '../aval.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * `x` with the type of `like`, after checking that it has that shape and dtype. For generic code whose
 * dimensions the compiler can not follow.
 *
 * @throws TensorError when shapes or dtypes differ
 * @example
 * ```ts
 * import { concat, type Dim, shapedLike, slice, type Tensor } from 'thwc';
 * // Rolling an axis of unknown size keeps its size; the compiler can not know.
 * const roll = <N extends Dim>(x: Tensor<[N]>): Tensor<[N]> => shapedLike(concat([slice(x, [[1, null]]), slice(x, [[0, 1]])], 0), x);
 * ```
 */
export function shapedLike<S extends Shape, D extends DType>(x: AnyTensor, like: Tensor<S, D>): Tensor<S, D>;
export function shapedLike(x: AnyTensor, like: AnyTensor): AnyTensor {
  demand(sameShape(x.shape, like.shape) && x.dtype === like.dtype, 'shapedLike', 'shapes differ', [x, like]);
  return x;
}
