/**
 * Comparisons, data last: the piped tensor is the left operand.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Broadcast, FitShapes, Numeric } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';
import type { MaskOf } from './with-number.ts';

/** What {@link eq} gives. */
export type Eq<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'eq'>,
) => Broadcast<A, B, 'bool', 'eq'>;

/**
 * `x = b` for `pipe`: `pipe(x, eq(b))` is `eq(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.eq(2)); // [false, true]
 * ```
 */
export function eq<B extends Shape, D extends DType>(b: Tensor<B, D>): Eq<B, D>;
export function eq(b: number): MaskOf<DType>;
export function eq(b: AnyTensor | number): DataLast {
  return dataLast(ops.eq, b);
}

/** What {@link ne} gives. */
export type Ne<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'ne'>,
) => Broadcast<A, B, 'bool', 'ne'>;

/**
 * `x ≠ b` for `pipe`: `pipe(x, ne(b))` is `ne(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.ne(2)); // [true, false]
 * ```
 */
export function ne<B extends Shape, D extends DType>(b: Tensor<B, D>): Ne<B, D>;
export function ne(b: number): MaskOf<DType>;
export function ne(b: AnyTensor | number): DataLast {
  return dataLast(ops.ne, b);
}

/** What {@link lt} gives. */
export type Lt<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'lt'>,
) => Broadcast<A, B, 'bool', 'lt'>;

/**
 * `x < b` for `pipe`: `pipe(x, lt(b))` is `lt(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.lt(2)); // [true, false]
 * ```
 */
export function lt<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Lt<B, D>;
export function lt(b: number): MaskOf<Numeric>;
export function lt(b: AnyTensor | number): DataLast {
  return dataLast(ops.lt, b);
}

/** What {@link le} gives. */
export type Le<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'le'>,
) => Broadcast<A, B, 'bool', 'le'>;

/**
 * `x ≤ b` for `pipe`: `pipe(x, le(b))` is `le(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.le(2)); // [true, true]
 * ```
 */
export function le<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Le<B, D>;
export function le(b: number): MaskOf<Numeric>;
export function le(b: AnyTensor | number): DataLast {
  return dataLast(ops.le, b);
}

/** What {@link gt} gives. */
export type Gt<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'gt'>,
) => Broadcast<A, B, 'bool', 'gt'>;

/**
 * `x > b` for `pipe`: `pipe(x, gt(b))` is `gt(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.gt(1)); // [false, true]
 * ```
 */
export function gt<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Gt<B, D>;
export function gt(b: number): MaskOf<Numeric>;
export function gt(b: AnyTensor | number): DataLast {
  return dataLast(ops.gt, b);
}

/** What {@link ge} gives. */
export type Ge<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'ge'>,
) => Broadcast<A, B, 'bool', 'ge'>;

/**
 * `x ≥ b` for `pipe`: `pipe(x, ge(b))` is `ge(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.ge(1)); // [true, true]
 * ```
 */
export function ge<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Ge<B, D>;
export function ge(b: number): MaskOf<Numeric>;
export function ge(b: AnyTensor | number): DataLast {
  return dataLast(ops.ge, b);
}
