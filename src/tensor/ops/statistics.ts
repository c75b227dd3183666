/**
 * Spread and size of many elements.
 */

import type { Axes } from '../../shape-types/axis.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { ReduceByShape, ReduceOptions } from '../../shape-types/reduction.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

export interface VarianceOptions extends ReduceOptions {
  /**
   * Taken from the count in the divisor: 0 (default) for the variance of these numbers, 1 to estimate the variance
   * behind a sample. Where nothing is left of the count the divisor is 0.
   */
  readonly correction?: number;
}

const varianceOf = (op: string, x: AnyTensor, { correction = 0, ...options }: VarianceOptions): AnyTensor => {
  const off = build.binary('sub', x, build.mean(op, x, { ...options, keepDims: true }));
  const squares = build.reduce(op, 'sum', build.binary('mul', off, off), options);
  return build.binary('div', squares, Math.max(0, build.countOver(op, options.axes, x) - correction));
};

/**
 * √x of what is a sum of squares. At 0, where the root has no derivative, it is 0 like that of |x|, and not the NaN that
 * ∞ · 0 is: so what stands still stays where it is.
 */
const rootOf = (op: string, squares: AnyTensor): AnyTensor => {
  const isZero = build.binary('eq', squares, 0);
  return build.select(op, isZero, 0, build.unary('sqrt', build.select(op, isZero, 1, squares)));
};

/**
 * The mean square distance from the mean.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { tensor, variance } from 'thwc';
 * const x = tensor([1, 2, 3]);
 * const ofThese = variance(x); // 0.666…
 * const estimate = variance(x, { correction: 1 }); // 1
 * ```
 */
export function variance<S extends Shape, const O extends VarianceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'variance'>> & OnlyKeys<O, VarianceOptions>,
): Result<ReduceByShape<S, O, 'variance'>>;
export function variance(x: AnyTensor, options: VarianceOptions = {}): AnyTensor {
  return varianceOf('variance', x, options);
}

/**
 * The standard deviation: the root of the {@link variance}. Where that is 0, so is its gradient.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { std, tensor } from 'thwc';
 * const y = std(tensor([[1, 3], [5, 5]]), { axes: 1 }); // [1, 0]
 * ```
 */
export function std<S extends Shape, const O extends VarianceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'std'>> & OnlyKeys<O, VarianceOptions>,
): Result<ReduceByShape<S, O, 'std'>>;
export function std(x: AnyTensor, options: VarianceOptions = {}): AnyTensor {
  return rootOf('std', varianceOf('std', x, options));
}

/** The axes of `standardize`, and what keeps it from dividing by zero. */
export interface StandardizeOptions {
  /** Over which axes; default: all. */
  readonly axes?: Axes;
  /** Added to the variance, so that constant slices become 0 instead of NaN. Default 1e-5. */
  readonly epsilon?: number;
}

/**
 * x shifted and scaled to mean 0 and variance 1: (x − mean) / √(variance + epsilon).
 *
 * @throws TensorError when an axis is out of range or named twice, or epsilon is negative.
 * @example
 * ```ts
 * import { standardize, tensor } from 'thwc';
 * const y = standardize(tensor([[1, 3], [20, 40]]), { axes: -1 }); // about [[-1, 1], [-1, 1]]
 * ```
 */
export function standardize<S extends Shape, const O extends StandardizeOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'standardize'>> & OnlyKeys<O, StandardizeOptions>,
): Tensor<S>;
export function standardize(x: AnyTensor, { axes, epsilon = 1e-5 }: StandardizeOptions = {}): AnyTensor {
  demand(epsilon >= 0, 'standardize', `epsilon must be ≥ 0, got ${epsilon}`);
  const options = { axes: build.normalAxes('standardize', axes, x), keepDims: true };
  const off = build.binary('sub', x, build.mean('standardize', x, options));
  const spread = build.mean('standardize', build.binary('mul', off, off), options);
  return build.binary('mul', off, build.unary('rsqrt', build.binary('add', spread, epsilon)));
}

/**
 * The Euclidean length, √Σ x². Its gradient at 0 is 0.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { norm, tensor } from 'thwc';
 * const y = norm(tensor([[3, 4], [0, 1]]), { axes: 1 }); // [5, 1]
 * ```
 */
export function norm<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'norm'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'norm'>>;
export function norm(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('norm', x, 'f32');
  return rootOf('norm', build.reduce('norm', 'sum', build.binary('mul', x, x), options));
}
