/**
 * Pools, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { PoolOptions } from '../../shape-types/options.ts';
import type { PoolShape } from '../../shape-types/pool.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link maxPool1d} gives. */
export type MaxPool1d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 1, 'maxPool1d'>>,
) => Result<PoolShape<X, O, 1, 'maxPool1d'>>;

/**
 * `pipe(x, maxPool1d(options))` is `maxPool1d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 100, 8]), P.maxPool1d({ window: 2 })); // Tensor<[32, 50, 8]>
 * ```
 */
export function maxPool1d<const O extends PoolOptions<1>>(
  options: O & OnlyKeys<O, PoolOptions<1>>,
): MaxPool1d<O>;
export function maxPool1d(options: PoolOptions<1>): DataLast {
  return dataLast(ops.maxPool1d, options);
}

/** What {@link maxPool2d} gives. */
export type MaxPool2d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 2, 'maxPool2d'>>,
) => Result<PoolShape<X, O, 2, 'maxPool2d'>>;

/**
 * `pipe(x, maxPool2d(options))` is `maxPool2d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 28, 28, 8]), P.maxPool2d({ window: 2 })); // Tensor<[32, 14, 14, 8]>
 * ```
 */
export function maxPool2d<const O extends PoolOptions<2>>(
  options: O & OnlyKeys<O, PoolOptions<2>>,
): MaxPool2d<O>;
export function maxPool2d(options: PoolOptions<2>): DataLast {
  return dataLast(ops.maxPool2d, options);
}

/** What {@link maxPool3d} gives. */
export type MaxPool3d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 3, 'maxPool3d'>>,
) => Result<PoolShape<X, O, 3, 'maxPool3d'>>;

/**
 * `pipe(x, maxPool3d(options))` is `maxPool3d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([16, 28, 28, 8]), P.maxPool3d({ window: 2 })); // Tensor<[8, 14, 14, 8]>
 * ```
 */
export function maxPool3d<const O extends PoolOptions<3>>(
  options: O & OnlyKeys<O, PoolOptions<3>>,
): MaxPool3d<O>;
export function maxPool3d(options: PoolOptions<3>): DataLast {
  return dataLast(ops.maxPool3d, options);
}

/** What {@link avgPool1d} gives. */
export type AvgPool1d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 1, 'avgPool1d'>>,
) => Result<PoolShape<X, O, 1, 'avgPool1d'>>;

/**
 * `pipe(x, avgPool1d(options))` is `avgPool1d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 100, 8]), P.avgPool1d({ window: 2 })); // Tensor<[32, 50, 8]>
 * ```
 */
export function avgPool1d<const O extends PoolOptions<1>>(
  options: O & OnlyKeys<O, PoolOptions<1>>,
): AvgPool1d<O>;
export function avgPool1d(options: PoolOptions<1>): DataLast {
  return dataLast(ops.avgPool1d, options);
}

/** What {@link avgPool2d} gives. */
export type AvgPool2d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 2, 'avgPool2d'>>,
) => Result<PoolShape<X, O, 2, 'avgPool2d'>>;

/**
 * `pipe(x, avgPool2d(options))` is `avgPool2d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 28, 28, 8]), P.avgPool2d({ window: 2 })); // Tensor<[32, 14, 14, 8]>
 * ```
 */
export function avgPool2d<const O extends PoolOptions<2>>(
  options: O & OnlyKeys<O, PoolOptions<2>>,
): AvgPool2d<O>;
export function avgPool2d(options: PoolOptions<2>): DataLast {
  return dataLast(ops.avgPool2d, options);
}

/** What {@link avgPool3d} gives. */
export type AvgPool3d<O> = <X extends Shape>(
  x: Tensor<X> & Check<PoolShape<X, O, 3, 'avgPool3d'>>,
) => Result<PoolShape<X, O, 3, 'avgPool3d'>>;

/**
 * `pipe(x, avgPool3d(options))` is `avgPool3d(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([16, 28, 28, 8]), P.avgPool3d({ window: 2 })); // Tensor<[8, 14, 14, 8]>
 * ```
 */
export function avgPool3d<const O extends PoolOptions<3>>(
  options: O & OnlyKeys<O, PoolOptions<3>>,
): AvgPool3d<O>;
export function avgPool3d(options: PoolOptions<3>): DataLast {
  return dataLast(ops.avgPool3d, options);
}
