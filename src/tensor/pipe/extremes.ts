/**
 * Where the extremes are, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { ArgReduceByShape } from '../../shape-types/reduction.ts';
import type { Numeric } from '../ops/broadcasting.ts';
import type { ArgReduceOptions } from '../ops/extremes.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link argmax} gives. */
export type Argmax<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ArgReduceByShape<S, O, 'argmax'>>,
) => Result<ArgReduceByShape<S, O, 'argmax'>, 'i32'>;

/**
 * `pipe(x, argmax(options))` is `argmax(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.argmax({ axis: 1 })); // [1, 1]
 * ```
 */
export function argmax<const O extends ArgReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ArgReduceOptions>,
): Argmax<O>;
export function argmax(options?: ArgReduceOptions): DataLast {
  return dataLast(ops.argmax, options);
}

/** What {@link argmin} gives. */
export type Argmin<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ArgReduceByShape<S, O, 'argmin'>>,
) => Result<ArgReduceByShape<S, O, 'argmin'>, 'i32'>;

/**
 * `pipe(x, argmin(options))` is `argmin(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[1, 2], [3, 5]]), P.argmin({ axis: 1 })); // [0, 0]
 * ```
 */
export function argmin<const O extends ArgReduceOptions = NoOptions>(
  options?: O & OnlyKeys<O, ArgReduceOptions>,
): Argmin<O>;
export function argmin(options?: ArgReduceOptions): DataLast {
  return dataLast(ops.argmin, options);
}
