/**
 * Many elements made one: over one axis, several, or all.
 */

import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { ReduceByShape, ReduceOptions } from '../../shape-types/reduction.ts';
import * as build from '../build.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Numeric } from './broadcasting.ts';

/**
 * The sum; of nothing 0.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { sum, tensor } from 'thwc';
 * const x = tensor([[1, 2], [3, 5]]);
 * const total = sum(x); // 11
 * const rows = sum(x, { axes: 1 }); // [3, 8]
 * const kept = sum(x, { axes: [0, -1], keepDims: true }); // [[11]]
 * ```
 */
export function sum<S extends Shape, D extends Numeric, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ReduceByShape<S, O, 'sum'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'sum'>, D>;
export function sum(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('sum', x, 'f32', 'i32');
  return build.reduce('sum', 'sum', x, options);
}

/**
 * The mean; of nothing NaN.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { mean, tensor } from 'thwc';
 * const x = tensor([[1, 2], [3, 5]]);
 * const total = mean(x); // 2.75
 * const rows = mean(x, { axes: 1 }); // [1.5, 4]
 * ```
 */
export function mean<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'mean'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'mean'>>;
export function mean(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  return build.mean('mean', x, options);
}

/**
 * The largest element, NaN if one is; of nothing −∞.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { max, tensor } from 'thwc';
 * const x = tensor([[1, 2], [3, 5]]);
 * const total = max(x); // 5
 * const rows = max(x, { axes: 1 }); // [2, 5]
 * ```
 */
export function max<S extends Shape, D extends Numeric, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ReduceByShape<S, O, 'max'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'max'>, D>;
export function max(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('max', x, 'f32', 'i32');
  return build.reduce('max', 'max', x, options);
}

/**
 * The smallest element, NaN if one is; of nothing ∞.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { min, tensor } from 'thwc';
 * const x = tensor([[1, 2], [3, 5]]);
 * const total = min(x); // 1
 * const rows = min(x, { axes: 1 }); // [1, 3]
 * ```
 */
export function min<S extends Shape, D extends Numeric, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ReduceByShape<S, O, 'min'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'min'>, D>;
export function min(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('min', x, 'f32', 'i32');
  return build.reduce('min', 'min', x, options);
}

/**
 * Whether at least one holds; of nothing false.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { any, tensor } from 'thwc';
 * const x = tensor([[true, false], [false, false]], 'bool');
 * const total = any(x); // true
 * const rows = any(x, { axes: 1 }); // [true, false]
 * ```
 */
export function any<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, 'bool'>,
  options?: O & Check<ReduceByShape<S, O, 'any'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'any'>, 'bool'>;
export function any(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('any', x, 'bool');
  return build.reduce('any', 'max', x, options);
}

/**
 * Whether every one holds; of nothing true.
 *
 * @throws TensorError when an axis is out of range or named twice.
 * @example
 * ```ts
 * import { all, tensor } from 'thwc';
 * const x = tensor([[true, true], [true, false]], 'bool');
 * const total = all(x); // false
 * const rows = all(x, { axes: 1 }); // [true, false]
 * ```
 */
export function all<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, 'bool'>,
  options?: O & Check<ReduceByShape<S, O, 'all'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'all'>, 'bool'>;
export function all(x: AnyTensor, options: ReduceOptions = {}): AnyTensor {
  build.demandDType('all', x, 'bool');
  return build.reduce('all', 'min', x, options);
}
