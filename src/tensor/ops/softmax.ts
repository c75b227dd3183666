/**
 * Sums of exponentials, without overflow.
 */

import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { AlongAxisShape, ReduceByShape, ReduceOptions } from '../../shape-types/reduction.ts';
import * as build from '../build.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

interface Exponentials {
  /** x − m: at most 1. */
  readonly shifted: AnyTensor;
  readonly powers: AnyTensor;
  /** Σ eˣ⁻ᵐ, with 1 in place of 0. */
  readonly total: AnyTensor;
  /** Where x is −∞ throughout: nothing to sum. */
  readonly nothing: AnyTensor;
  readonly shift: AnyTensor;
}

/**
 * The shift m is the largest x, rounded down: as safe as the largest itself, and its derivative is 0, so gradients
 * do not go the detour through the maximum (to which they owe nothing). Infinite maxima are not subtracted:
 * ∞ − ∞ is NaN.
 */
const exponentials = (op: string, x: AnyTensor, axes: number[]): Exponentials => {
  const options = { axes, keepDims: true };
  const largest = build.unary('floor', build.reduce(op, 'max', x, options));
  const finite = build.binary('lt', build.unary('abs', largest), Number.POSITIVE_INFINITY);
  const shift = build.select(op, finite, largest, 0);
  const shifted = build.binary('sub', x, shift);
  const powers = build.unary('exp', shifted);
  const sum = build.reduce(op, 'sum', powers, options);
  const nothing = build.binary('eq', sum, 0);
  return { shifted, powers, shift, nothing, total: build.select(op, nothing, 1, sum) };
};

/**
 * log Σ eˣ over one axis, several or all: exact for large x, and −∞ (with gradient 0) where every x is −∞.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { logSumExp, tensor } from 'thwc';
 * const y = logSumExp(tensor([[1000, 1000], [0, 0]]), { axes: 1 }); // [1000.69…, 0.69…]
 * ```
 */
export function logSumExp<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'logSumExp'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'logSumExp'>>;
export function logSumExp(x: AnyTensor, { axes, keepDims = false }: ReduceOptions = {}): AnyTensor {
  build.demandDType('logSumExp', x, 'f32');
  const over = build.normalAxes('logSumExp', axes, x);
  const { total, shift, nothing } = exponentials('logSumExp', x, over);
  const log = build.binary('add', build.unary('log', total), shift);
  const result = build.select('logSumExp', nothing, Number.NEGATIVE_INFINITY, log);
  return keepDims ? result : build.dropAxes(result, over);
}

/**
 * eˣ / Σ eˣ along an axis (default: the last): positive numbers that sum to 1. −∞ gets 0; where every x is −∞, so
 * that there is nothing to choose from, all get 0.
 *
 * @throws TensorError when the axis is out of range.
 * @example
 * ```ts
 * import { softmax, tensor } from 'thwc';
 * const p = softmax(tensor([1000, 1000])); // [0.5, 0.5]
 * ```
 */
export function softmax<S extends Shape, Axis extends number = -1>(
  x: Tensor<S>,
  axis?: Axis & Check<AlongAxisShape<S, Axis, 'softmax'>>,
): Tensor<S>;
export function softmax(x: AnyTensor, axis = -1): AnyTensor {
  build.demandDType('softmax', x, 'f32');
  const { powers, total } = exponentials('softmax', x, [build.normalAxis('softmax', axis, x)]);
  return build.binary('div', powers, total);
}

/**
 * log softmax(x) along an axis (default: the last), exact where softmax is nearly 0.
 *
 * @throws TensorError when the axis is out of range.
 * @example
 * ```ts
 * import { logSoftmax, tensor } from 'thwc';
 * const y = logSoftmax(tensor([0, -1000])); // [0, -1000]
 * ```
 */
export function logSoftmax<S extends Shape, Axis extends number = -1>(
  x: Tensor<S>,
  axis?: Axis & Check<AlongAxisShape<S, Axis, 'logSoftmax'>>,
): Tensor<S>;
export function logSoftmax(x: AnyTensor, axis = -1): AnyTensor {
  build.demandDType('logSoftmax', x, 'f32');
  const { shifted, total } = exponentials('logSoftmax', x, [build.normalAxis('logSoftmax', axis, x)]);
  return build.binary('sub', shifted, build.unary('log', total));
}
