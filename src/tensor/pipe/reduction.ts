/**
 * Many elements made one, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { ReduceByShape, ReduceOptions } from '../../shape-types/reduction.ts';
import type { Numeric } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link sum} gives. */
export type Sum<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ReduceByShape<S, O, 'sum'>>,
) => Result<ReduceByShape<S, O, 'sum'>, D>;

/**
 * `pipe(x, sum(options))` is `sum(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.sum({ axes: 1 })); // [3, 8]
 * ```
 */
export function sum<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Sum<O>;
export function sum(options?: ReduceOptions): DataLast {
  return dataLast(ops.sum, options);
}

/** What {@link mean} gives. */
export type Mean<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'mean'>>,
) => Result<ReduceByShape<S, O, 'mean'>>;

/**
 * `pipe(x, mean(options))` is `mean(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.mean({ axes: 1 })); // [1.5, 4]
 * ```
 */
export function mean<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Mean<O>;
export function mean(options?: ReduceOptions): DataLast {
  return dataLast(ops.mean, options);
}

/** What {@link max} gives. */
export type Max<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ReduceByShape<S, O, 'max'>>,
) => Result<ReduceByShape<S, O, 'max'>, D>;

/**
 * `pipe(x, max(options))` is `max(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.max({ axes: 1 })); // [2, 5]
 * ```
 */
export function max<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Max<O>;
export function max(options?: ReduceOptions): DataLast {
  return dataLast(ops.max, options);
}

/** What {@link min} gives. */
export type Min<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ReduceByShape<S, O, 'min'>>,
) => Result<ReduceByShape<S, O, 'min'>, D>;

/**
 * `pipe(x, min(options))` is `min(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.min({ axes: 1 })); // [1, 3]
 * ```
 */
export function min<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Min<O>;
export function min(options?: ReduceOptions): DataLast {
  return dataLast(ops.min, options);
}

/** What {@link any} gives. */
export type Any<O> = <S extends Shape>(
  x: Tensor<S, 'bool'> & Check<ReduceByShape<S, O, 'any'>>,
) => Result<ReduceByShape<S, O, 'any'>, 'bool'>;

/**
 * `pipe(x, any(options))` is `any(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[true, false]], 'bool'), P.any({ axes: 1 })); // [true]
 * ```
 */
export function any<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): Any<O>;
export function any(options?: ReduceOptions): DataLast {
  return dataLast(ops.any, options);
}

/** What {@link all} gives. */
export type All<O> = <S extends Shape>(
  x: Tensor<S, 'bool'> & Check<ReduceByShape<S, O, 'all'>>,
) => Result<ReduceByShape<S, O, 'all'>, 'bool'>;

/**
 * `pipe(x, all(options))` is `all(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[true, false]], 'bool'), P.all({ axes: 1 })); // [false]
 * ```
 */
export function all<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): All<O>;
export function all(options?: ReduceOptions): DataLast {
  return dataLast(ops.all, options);
}

/** What {@link logSumExp} gives. */
export type LogSumExp<O> = <S extends Shape>(
  x: Tensor<S> & Check<ReduceByShape<S, O, 'logSumExp'>>,
) => Result<ReduceByShape<S, O, 'logSumExp'>>;

/**
 * `pipe(x, logSumExp(options))` is `logSumExp(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.logSumExp({ axes: 1 })); // [2.31…, 5.12…]
 * ```
 */
export function logSumExp<const O extends ReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ReduceOptions>,
): LogSumExp<O>;
export function logSumExp(options?: ReduceOptions): DataLast {
  return dataLast(ops.logSumExp, options);
}
