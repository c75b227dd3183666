/**
 * Arithmetic, data last: the piped tensor is the left operand.
 */
import type { Combined, Fit, Numeric, Operand, Takes } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link add} gives. */
export type Add<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'add'> & Takes<A, Numeric, 'add'>,
) => Combined<A, B>;

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
export function add<B extends Operand>(b: B & Takes<B, Numeric, 'add'>): Add<B>;
export function add(b: Operand): DataLast {
  return dataLast(ops.add, b);
}

/** What {@link sub} gives. */
export type Sub<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'sub'> & Takes<A, Numeric, 'sub'>,
) => Combined<A, B>;

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
export function sub<B extends Operand>(b: B & Takes<B, Numeric, 'sub'>): Sub<B>;
export function sub(b: Operand): DataLast {
  return dataLast(ops.sub, b);
}

/** What {@link mul} gives. */
export type Mul<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'mul'> & Takes<A, Numeric, 'mul'>,
) => Combined<A, B>;

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
export function mul<B extends Operand>(b: B & Takes<B, Numeric, 'mul'>): Mul<B>;
export function mul(b: Operand): DataLast {
  return dataLast(ops.mul, b);
}

/** What {@link div} gives. */
export type Div<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'div'> & Takes<A, 'f32', 'div'>,
) => Combined<A, B>;

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
export function div<B extends Operand>(b: B & Takes<B, 'f32', 'div'>): Div<B>;
export function div(b: Operand): DataLast {
  return dataLast(ops.div, b);
}

/** What {@link pow} gives. */
export type Pow<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'pow'> & Takes<A, 'f32', 'pow'>,
) => Combined<A, B>;

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
export function pow<B extends Operand>(b: B & Takes<B, 'f32', 'pow'>): Pow<B>;
export function pow(b: Operand): DataLast {
  return dataLast(ops.pow, b);
}

/** What {@link rem} gives. */
export type Rem<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'rem'> & Takes<A, 'f32', 'rem'>,
) => Combined<A, B>;

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
export function rem<B extends Operand>(b: B & Takes<B, 'f32', 'rem'>): Rem<B>;
export function rem(b: Operand): DataLast {
  return dataLast(ops.rem, b);
}

/** What {@link maximum} gives. */
export type Maximum<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'maximum'> & Takes<A, Numeric, 'maximum'>,
) => Combined<A, B>;

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
export function maximum<B extends Operand>(b: B & Takes<B, Numeric, 'maximum'>): Maximum<B>;
export function maximum(b: Operand): DataLast {
  return dataLast(ops.maximum, b);
}

/** What {@link minimum} gives. */
export type Minimum<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'minimum'> & Takes<A, Numeric, 'minimum'>,
) => Combined<A, B>;

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
export function minimum<B extends Operand>(b: B & Takes<B, Numeric, 'minimum'>): Minimum<B>;
export function minimum(b: Operand): DataLast {
  return dataLast(ops.minimum, b);
}
