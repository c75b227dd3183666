/**
 * Spread, size and shares of many elements, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { AlongAxisShape, ReduceByShape, ReduceOptions } from '../../shape-types/reduction.ts';
import * as ops from '../ops/index.ts';
import type { StandardizeOptions, VarianceOptions } from '../ops/statistics.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link softmax} gives. */
export type Softmax<Axis extends number> = <S extends Shape>(
  x: Tensor<S> & Check<AlongAxisShape<S, Axis, 'softmax'>>,
) => Tensor<S>;

/**
 * `pipe(x, softmax(axis))` is `softmax(x, axis)`; the last axis if none is named.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([0, 0]), P.softmax()); // [0.5, 0.5]
 * ```
 */
export function softmax<Axis extends number = -1>(axis?: Axis): Softmax<Axis>;
export function softmax(axis?: number): DataLast {
  return dataLast(ops.softmax, axis);
}

/** What {@link logSoftmax} gives. */
export type LogSoftmax<Axis extends number> = <S extends Shape>(
  x: Tensor<S> & Check<AlongAxisShape<S, Axis, 'logSoftmax'>>,
) => Tensor<S>;

/**
 * `pipe(x, logSoftmax(axis))` is `logSoftmax(x, axis)`; the last axis if none is named.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([0, 0]), P.logSoftmax()); // [-0.69…, -0.69…]
 * ```
 */
export function logSoftmax<Axis extends number = -1>(axis?: Axis): LogSoftmax<Axis>;
export function logSoftmax(axis?: number): DataLast {
  return dataLast(ops.logSoftmax, axis);
}

/** What {@link variance} gives. */
export type Variance<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'variance'>>,
) => Result<ReduceByShape<S, O, 'variance'>>;

/**
 * `pipe(x, variance(options))` is `variance(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.variance({ axes: 1 })); // [0.25, 1]
 * ```
 */
export function variance<const O extends VarianceOptions = NoOptions>(
  options?: O & OnlyKeys<O, VarianceOptions>,
): Variance<O>;
export function variance(options?: VarianceOptions): DataLast {
  return dataLast(ops.variance, options);
}

/** What {@link std} gives. */
export type Std<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'std'>>,
) => Result<ReduceByShape<S, O, 'std'>>;

/**
 * `pipe(x, std(options))` is `std(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.std({ axes: 1 })); // [0.5, 1]
 * ```
 */
export function std<const O extends VarianceOptions = NoOptions>(
  options?: O & OnlyKeys<O, VarianceOptions>,
): Std<O>;
export function std(options?: VarianceOptions): DataLast {
  return dataLast(ops.std, options);
}

/** What {@link standardize} gives. */
export type Standardize<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'standardize'>>,
) => Tensor<S>;

/**
 * `pipe(x, standardize(options))` is `standardize(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.standardize({ axes: 1 })); // about [[-1, 1], [-1, 1]]
 * ```
 */
export function standardize<const O extends StandardizeOptions = NoOptions>(
  options?: O & OnlyKeys<O, StandardizeOptions>,
): Standardize<O>;
export function standardize(options?: StandardizeOptions): DataLast {
  return dataLast(ops.standardize, options);
}

/** What {@link norm} gives. */
export type Norm<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'norm'>>,
) => Result<ReduceByShape<S, O, 'norm'>>;

/**
 * `pipe(x, norm(options))` is `norm(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.norm({ axes: 1 })); // [2.23…, 5.83…]
 * ```
 */
export function norm<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Norm<O>;
export function norm(options?: ReduceOptions): DataLast {
  return dataLast(ops.norm, options);
}
