/**
 * Arithmetic, data last: the piped tensor is the left operand.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Broadcast, Common, Fit, FitDTypes, Numeric, Operand } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link add} gives. */
export type Add<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'add'> & FitDTypes<D, E, 'add'>,
) => Broadcast<A, B, Common<D, E>>;

/**
 * `x + b` for `pipe`: `pipe(x, add(b))` is `add(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.add(tensor([10, 20]))); // [11, 22]
 * ```
 */
export function add<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Add<B, E>;
export function add(b: AnyTensor | number): DataLast {
  return dataLast(ops.add, b);
}

/** What {@link sub} gives. */
export type Sub<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'sub'> & FitDTypes<D, E, 'sub'>,
) => Broadcast<A, B, Common<D, E>>;

/**
 * `x − b` for `pipe`: `pipe(x, sub(b))` is `sub(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.sub(1)); // [0, 1]
 * ```
 */
export function sub<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Sub<B, E>;
export function sub(b: AnyTensor | number): DataLast {
  return dataLast(ops.sub, b);
}

/** What {@link mul} gives. */
export type Mul<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'mul'> & FitDTypes<D, E, 'mul'>,
) => Broadcast<A, B, Common<D, E>>;

/**
 * `x · b` for `pipe`: `pipe(x, mul(b))` is `mul(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.mul(2)); // [2, 4]
 * ```
 */
export function mul<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Mul<B, E>;
export function mul(b: AnyTensor | number): DataLast {
  return dataLast(ops.mul, b);
}

/** What {@link div} gives. */
export type Div<B extends Shape> = <A extends Shape>(x: Tensor<A> & Fit<A, B, 'div'>) => Broadcast<A, B>;

/**
 * `x / b` for `pipe`: `pipe(x, div(b))` is `div(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.div(2)); // [0.5, 1]
 * ```
 */
export function div<B extends Shape = []>(b: Operand<B, 'f32'>): Div<B>;
export function div(b: AnyTensor | number): DataLast {
  return dataLast(ops.div, b);
}

/** What {@link pow} gives. */
export type Pow<B extends Shape> = <A extends Shape>(x: Tensor<A> & Fit<A, B, 'pow'>) => Broadcast<A, B>;

/**
 * `x to the power b` for `pipe`: `pipe(x, pow(b))` is `pow(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.pow(3)); // [1, 8]
 * ```
 */
export function pow<B extends Shape = []>(b: Operand<B, 'f32'>): Pow<B>;
export function pow(b: AnyTensor | number): DataLast {
  return dataLast(ops.pow, b);
}

/** What {@link rem} gives. */
export type Rem<B extends Shape> = <A extends Shape>(x: Tensor<A> & Fit<A, B, 'rem'>) => Broadcast<A, B>;

/**
 * `the rest of x / b` for `pipe`: `pipe(x, rem(b))` is `rem(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.rem(2)); // [1, 0]
 * ```
 */
export function rem<B extends Shape = []>(b: Operand<B, 'f32'>): Rem<B>;
export function rem(b: AnyTensor | number): DataLast {
  return dataLast(ops.rem, b);
}

/** What {@link maximum} gives. */
export type Maximum<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'maximum'> & FitDTypes<D, E, 'maximum'>,
) => Broadcast<A, B, Common<D, E>>;

/**
 * `max(x, b)` for `pipe`: `pipe(x, maximum(b))` is `maximum(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.maximum(1.5)); // [1.5, 2]
 * ```
 */
export function maximum<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Maximum<B, E>;
export function maximum(b: AnyTensor | number): DataLast {
  return dataLast(ops.maximum, b);
}

/** What {@link minimum} gives. */
export type Minimum<B extends Shape, E extends DType> = <A extends Shape, D extends Numeric>(
  x: Tensor<A, D> & Fit<A, B, 'minimum'> & FitDTypes<D, E, 'minimum'>,
) => Broadcast<A, B, Common<D, E>>;

/**
 * `min(x, b)` for `pipe`: `pipe(x, minimum(b))` is `minimum(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/function';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.minimum(1.5)); // [1, 1.5]
 * ```
 */
export function minimum<B extends Shape = [], E extends Numeric = never>(b: Operand<B, E>): Minimum<B, E>;
export function minimum(b: AnyTensor | number): DataLast {
  return dataLast(ops.minimum, b);
}
