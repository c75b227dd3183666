/**
 * Choosing between elements, and conversions, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Combined, Fit, Numeric, Operand } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { Chosen, ClipOptions, Mask } from '../ops/select.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

export { isFinite, isNaN } from '../ops/select.ts';

/** What {@link where} gives. */
export type Where<A extends Operand, B extends Operand> = <C extends Shape>(
  condition: Tensor<C, 'bool'> & Fit<Tensor<C>, Mask<A>, 'where'> & Fit<Tensor<C>, Mask<B>, 'where'>,
) => Chosen<C, Combined<A, B, 'where'>>;

/**
 * `pipe(condition, where(a, b))` is `where(condition, a, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { gt, tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const x = tensor([-1, 4]);
 * const y = pipe(gt(x, 0), P.where(x, 0)); // [0, 4]
 * ```
 */
export function where<A extends Operand, B extends Operand>(a: A, b: B & Fit<A, B, 'where'>): Where<A, B>;
export function where(a: Operand, b: Operand): DataLast {
  return dataLast(ops.where, a, b);
}

/** What {@link clip} gives. */
export type Clip = <S extends Shape, D extends Numeric>(x: Tensor<S, D>) => Tensor<S, D>;

/**
 * `pipe(x, clip(bounds))` is `clip(x, bounds)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
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
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1.7, -1.7]), P.cast('i32')); // [1, -1]
 * ```
 */
export function cast<D extends DType>(dtype: D): Cast<D>;
export function cast(dtype: DType): DataLast {
  return dataLast(ops.cast, dtype);
}
