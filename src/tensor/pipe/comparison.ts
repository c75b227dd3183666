/**
 * Comparisons, data last: the piped tensor is the left operand.
 */
import type { Compared, Fit, Numeric, Operand, Takes } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link eq} gives. */
export type Eq<B extends Operand> = <A extends AnyTensor>(x: A & Fit<A, B, 'eq'>) => Compared<A, B>;

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
export function eq<B extends Operand>(b: B): Eq<B>;
export function eq(b: Operand): DataLast {
  return dataLast(ops.eq, b);
}

/** What {@link ne} gives. */
export type Ne<B extends Operand> = <A extends AnyTensor>(x: A & Fit<A, B, 'ne'>) => Compared<A, B>;

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
export function ne<B extends Operand>(b: B): Ne<B>;
export function ne(b: Operand): DataLast {
  return dataLast(ops.ne, b);
}

/** What {@link lt} gives. */
export type Lt<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'lt'> & Takes<A, Numeric, 'lt'>,
) => Compared<A, B>;

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
export function lt<B extends Operand>(b: B & Takes<B, Numeric, 'lt'>): Lt<B>;
export function lt(b: Operand): DataLast {
  return dataLast(ops.lt, b);
}

/** What {@link le} gives. */
export type Le<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'le'> & Takes<A, Numeric, 'le'>,
) => Compared<A, B>;

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
export function le<B extends Operand>(b: B & Takes<B, Numeric, 'le'>): Le<B>;
export function le(b: Operand): DataLast {
  return dataLast(ops.le, b);
}

/** What {@link gt} gives. */
export type Gt<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'gt'> & Takes<A, Numeric, 'gt'>,
) => Compared<A, B>;

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
export function gt<B extends Operand>(b: B & Takes<B, Numeric, 'gt'>): Gt<B>;
export function gt(b: Operand): DataLast {
  return dataLast(ops.gt, b);
}

/** What {@link ge} gives. */
export type Ge<B extends Operand> = <A extends AnyTensor>(
  x: A & Fit<A, B, 'ge'> & Takes<A, Numeric, 'ge'>,
) => Compared<A, B>;

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
export function ge<B extends Operand>(b: B & Takes<B, Numeric, 'ge'>): Ge<B>;
export function ge(b: Operand): DataLast {
  return dataLast(ops.ge, b);
}
