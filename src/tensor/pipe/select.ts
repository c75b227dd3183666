/**
 * Choosing between elements, and conversions, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Common, Fit, FitDTypes, Numeric, Operand } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { Chosen, ClipOptions, FitThree } from '../ops/select.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

export { isFinite, isNaN } from '../ops/select.ts';

/** What {@link where} gives. */
export type Where<A extends Shape, B extends Shape, D extends DType> = <C extends Shape>(
  condition: Tensor<C, 'bool'> & Fit<C, A, 'where'> & FitThree<C, A, B>,
) => Chosen<C, A, B, D>;

/**
 * `pipe(condition, where(a, b))` is `where(condition, a, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { gt, tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const x = tensor([-1, 4]);
 * const y = pipe(gt(x, 0), P.where(x, 0)); // [0, 4]
 * ```
 */
export function where<
  A extends Shape = [],
  B extends Shape = [],
  D extends DType = never,
  E extends DType = never,
>(a: Operand<A, D>, b: (Tensor<B, E> & FitDTypes<D, E, 'where'>) | number): Where<A, B, Common<D, E>>;
export function where(a: AnyTensor | number, b: AnyTensor | number): DataLast {
  return dataLast(ops.where, a, b);
}

/** What {@link clip} gives. */
export type Clip = <S extends Shape, D extends Numeric>(x: Tensor<S, D>) => Tensor<S, D>;

/**
 * `pipe(x, clip(bounds))` is `clip(x, bounds)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([-3, 0.5, 3]), P.clip({ low: 0, high: 1 })); // [0, 0.5, 1]
 * ```
 */
export function clip(bounds: ClipOptions): Clip;
export function clip(bounds: ClipOptions): DataLast {
  return dataLast(ops.clip, bounds);
}

/** What {@link cast} gives. */
export type Cast<D extends DType> = <S extends Shape>(x: Tensor<S, DType>) => Tensor<S, D>;

/**
 * `pipe(x, cast(dtype))` is `cast(x, dtype)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1.7, -1.7]), P.cast('i32')); // [1, -1]
 * ```
 */
export function cast<D extends DType>(dtype: D): Cast<D>;
export function cast(dtype: DType): DataLast {
  return dataLast(ops.cast, dtype);
}
