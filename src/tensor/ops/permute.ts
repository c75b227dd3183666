/**
 * Axes in another order.
 */
import type { Axes } from '../../shape-types/axis.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type {
  MoveAxisShape,
  PermuteShape,
  SwapAxesShape,
  TransposeShape,
} from '../../shape-types/permute.ts';
import type { ReductionShape } from '../../shape-types/reduction.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * Axes in another order: axis i of the result is axis `axes[i]` of x.
 *
 * @throws TensorError unless every axis is named once.
 *
 * @example
 * ```ts
 * import { permute, zeros } from 'thwc';
 * const y = permute(zeros([32, 14, 15, 3]), [0, 3, 1, 2]); // Tensor<[32, 3, 14, 15]>
 * ```
 */
export function permute<S extends Shape, const Axes extends readonly number[], D extends DType>(
  x: Tensor<S, D>,
  axes: Axes & Check<PermuteShape<S, Axes>>,
): Result<PermuteShape<S, Axes>, D>;
export function permute(x: AnyTensor, axes: readonly number[]): AnyTensor {
  const rank = x.shape.length;
  demand(axes.length === rank, 'permute', `${axes.length} axes for ${rank} dimensions`, [x]);
  const order = axes.map((axis) => build.normalAxis('permute', axis, x));
  demand(new Set(order).size === rank, 'permute', `an axis is repeated (${axes.join(', ')})`, [x]);
  return build.transposeBy(x, order);
}

/**
 * Swaps the last two axes.
 *
 * @throws TensorError when there are fewer than two.
 *
 * @example
 * ```ts
 * import { transpose, zeros } from 'thwc';
 * const y = transpose(zeros([32, 7, 64])); // Tensor<[32, 64, 7]>
 * ```
 */
export function transpose<S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<TransposeShape<S>>,
): Result<TransposeShape<S>, D>;
export function transpose(x: AnyTensor): AnyTensor {
  demand(x.shape.length >= 2, 'transpose', 'takes two axes or more', [x]);
  return swapTwo(x, x.shape.length - 2, x.shape.length - 1);
}

/**
 * Swaps two axes.
 *
 * @throws TensorError when one is out of range.
 *
 * @example
 * ```ts
 * import { swapAxes, zeros } from 'thwc';
 * const y = swapAxes(zeros([2, 3, 4, 5]), 1, -1); // Tensor<[2, 5, 4, 3]>
 * ```
 */
export function swapAxes<S extends Shape, A extends number, B extends number, D extends DType>(
  x: Tensor<S, D>,
  a: A & Check<SwapAxesShape<S, A, A>>,
  b: B & Check<SwapAxesShape<S, B, B>>,
): Result<SwapAxesShape<S, A, B>, D>;
export function swapAxes(x: AnyTensor, a: number, b: number): AnyTensor {
  return swapTwo(x, build.normalAxis('swapAxes', a, x), build.normalAxis('swapAxes', b, x));
}

const swapTwo = (x: AnyTensor, a: number, b: number): AnyTensor =>
  build.transposeBy(x, build.range(x.shape.length).with(a, b).with(b, a));

/**
 * Moves an axis so that it stands at `to` of the result; the others keep their order.
 *
 * @throws TensorError when `from` or `to` is out of range.
 *
 * @example
 * ```ts
 * import { moveAxis, zeros } from 'thwc';
 * const y = moveAxis(zeros([2, 3, 4, 5]), 0, -1); // Tensor<[3, 4, 5, 2]>
 * ```
 */
export function moveAxis<S extends Shape, From extends number, To extends number, D extends DType>(
  x: Tensor<S, D>,
  from: From & Check<MoveAxisShape<S, From, 0>>,
  to: To & Check<MoveAxisShape<S, 0, To>>,
): Result<MoveAxisShape<S, From, To>, D>;
export function moveAxis(x: AnyTensor, from: number, to: number): AnyTensor {
  return build.moveAxis(x, build.normalAxis('moveAxis', from, x), build.normalAxis('moveAxis', to, x));
}

/**
 * The elements in reverse order along an axis, or several.
 *
 * @throws TensorError when an axis is out of range or named twice.
 *
 * @example
 * ```ts
 * import { reverse, tensor } from 'thwc';
 * const y = reverse(tensor([[1, 2, 3]]), 1); // [[3, 2, 1]]
 * ```
 */
export function reverse<S extends Shape, D extends DType, const Over extends Axes>(
  x: Tensor<S, D>,
  axes: Over & Check<ReductionShape<S, Over, true, 'reverse'>>,
): Tensor<S, D>;
export function reverse(x: AnyTensor, axes: number | readonly number[]): AnyTensor {
  return build.reverse(x, build.normalAxes('reverse', axes, x));
}
