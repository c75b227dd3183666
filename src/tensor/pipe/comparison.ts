/**
 * Comparisons, data last: the piped tensor is the left operand.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Broadcast, Fit, FitDTypes, Numeric, Operand } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link eq} gives. */
export type Eq<B extends Shape, E extends DType> = <A extends Shape, D extends DType>(
  x: Tensor<A, D> & Fit<A, B, 'eq'> & FitDTypes<D, E, 'eq'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x = b` for `pipe`: `pipe(x, eq(b))` is `eq(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.eq(2)); // [false, true]
 * ```
 */
export function eq<B extends Shape = [], E extends DType = never>(b: Operand<B, E>): Eq<B, E>;
export function eq(b: AnyTensor | number): DataLast {
  return dataLast(ops.eq, b);
}

/** What {@link ne} gives. */
export type Ne<B extends Shape, E extends DType> = <A extends Shape, D extends DType>(
  x: Tensor<A, D> & Fit<A, B, 'ne'> & FitDTypes<D, E, 'ne'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x ≠ b` for `pipe`: `pipe(x, ne(b))` is `ne(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.ne(2)); // [true, false]
 * ```
 */
export function ne<B extends Shape = [], E extends DType = never>(b: Operand<B, E>): Ne<B, E>;
export function ne(b: AnyTensor | number): DataLast {
  return dataLast(ops.ne, b);
}

/** What {@link lt} gives. */
export type Lt<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'lt'> & FitDTypes<D, E, 'lt'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x < b` for `pipe`: `pipe(x, lt(b))` is `lt(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.lt(2)); // [true, false]
 * ```
 */
export function lt<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Lt<B, E>;
export function lt(b: AnyTensor | number): DataLast {
  return dataLast(ops.lt, b);
}

/** What {@link le} gives. */
export type Le<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'le'> & FitDTypes<D, E, 'le'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x ≤ b` for `pipe`: `pipe(x, le(b))` is `le(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.le(2)); // [true, true]
 * ```
 */
export function le<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Le<B, E>;
export function le(b: AnyTensor | number): DataLast {
  return dataLast(ops.le, b);
}

/** What {@link gt} gives. */
export type Gt<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'gt'> & FitDTypes<D, E, 'gt'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x > b` for `pipe`: `pipe(x, gt(b))` is `gt(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.gt(1)); // [false, true]
 * ```
 */
export function gt<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Gt<B, E>;
export function gt(b: AnyTensor | number): DataLast {
  return dataLast(ops.gt, b);
}

/** What {@link ge} gives. */
export type Ge<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'ge'> & FitDTypes<D, E, 'ge'>,
) => Broadcast<A, B, 'bool'>;

/**
 * `x ≥ b` for `pipe`: `pipe(x, ge(b))` is `ge(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.ge(1)); // [true, true]
 * ```
 */
export function ge<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Ge<B, E>;
export function ge(b: AnyTensor | number): DataLast {
  return dataLast(ops.ge, b);
}
