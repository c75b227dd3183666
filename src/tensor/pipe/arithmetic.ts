/**
 * Arithmetic, data last: the piped tensor is the left operand.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Broadcast, FitShapes, Numeric } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';
import type { SameKind, SameShape } from './with-number.ts';

/** What {@link add} gives. */
export type Add<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'add'>,
) => Broadcast<A, B, D, 'add'>;

/**
 * `x + b` for `pipe`: `pipe(x, add(b))` is `add(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.add(tensor([10, 20]))); // [11, 22]
 * ```
 */
export function add<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Add<B, D>;
export function add(b: number): SameKind;
export function add(b: AnyTensor | number): DataLast {
  return dataLast(ops.add, b);
}

/** What {@link sub} gives. */
export type Sub<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'sub'>,
) => Broadcast<A, B, D, 'sub'>;

/**
 * `x − b` for `pipe`: `pipe(x, sub(b))` is `sub(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.sub(1)); // [0, 1]
 * ```
 */
export function sub<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Sub<B, D>;
export function sub(b: number): SameKind;
export function sub(b: AnyTensor | number): DataLast {
  return dataLast(ops.sub, b);
}

/** What {@link mul} gives. */
export type Mul<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'mul'>,
) => Broadcast<A, B, D, 'mul'>;

/**
 * `x · b` for `pipe`: `pipe(x, mul(b))` is `mul(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.mul(2)); // [2, 4]
 * ```
 */
export function mul<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Mul<B, D>;
export function mul(b: number): SameKind;
export function mul(b: AnyTensor | number): DataLast {
  return dataLast(ops.mul, b);
}

/** What {@link div} gives. */
export type Div<B extends Shape> = <A extends Shape>(
  x: Tensor<A> & FitShapes<A, B, 'div'>,
) => Broadcast<A, B, 'f32', 'div'>;

/**
 * `x / b` for `pipe`: `pipe(x, div(b))` is `div(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.div(2)); // [0.5, 1]
 * ```
 */
export function div<B extends Shape>(b: Tensor<B>): Div<B>;
export function div(b: number): SameShape;
export function div(b: AnyTensor | number): DataLast {
  return dataLast(ops.div, b);
}

/** What {@link pow} gives. */
export type Pow<B extends Shape> = <A extends Shape>(
  x: Tensor<A> & FitShapes<A, B, 'pow'>,
) => Broadcast<A, B, 'f32', 'pow'>;

/**
 * `x to the power b` for `pipe`: `pipe(x, pow(b))` is `pow(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.pow(3)); // [1, 8]
 * ```
 */
export function pow<B extends Shape>(b: Tensor<B>): Pow<B>;
export function pow(b: number): SameShape;
export function pow(b: AnyTensor | number): DataLast {
  return dataLast(ops.pow, b);
}

/** What {@link rem} gives. */
export type Rem<B extends Shape> = <A extends Shape>(
  x: Tensor<A> & FitShapes<A, B, 'rem'>,
) => Broadcast<A, B, 'f32', 'rem'>;

/**
 * `the rest of x / b` for `pipe`: `pipe(x, rem(b))` is `rem(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.rem(2)); // [1, 0]
 * ```
 */
export function rem<B extends Shape>(b: Tensor<B>): Rem<B>;
export function rem(b: number): SameShape;
export function rem(b: AnyTensor | number): DataLast {
  return dataLast(ops.rem, b);
}

/** What {@link maximum} gives. */
export type Maximum<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'maximum'>,
) => Broadcast<A, B, D, 'maximum'>;

/**
 * `max(x, b)` for `pipe`: `pipe(x, maximum(b))` is `maximum(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.maximum(1.5)); // [1.5, 2]
 * ```
 */
export function maximum<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Maximum<B, D>;
export function maximum(b: number): SameKind;
export function maximum(b: AnyTensor | number): DataLast {
  return dataLast(ops.maximum, b);
}

/** What {@link minimum} gives. */
export type Minimum<B extends Shape, D extends DType> = <A extends Shape>(
  x: Tensor<A, D> & FitShapes<A, B, 'minimum'>,
) => Broadcast<A, B, D, 'minimum'>;

/**
 * `min(x, b)` for `pipe`: `pipe(x, minimum(b))` is `minimum(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.minimum(1.5)); // [1, 1.5]
 * ```
 */
export function minimum<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Minimum<B, D>;
export function minimum(b: number): SameKind;
export function minimum(b: AnyTensor | number): DataLast {
  return dataLast(ops.minimum, b);
}
