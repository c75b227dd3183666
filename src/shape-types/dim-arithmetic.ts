/**
 * Arithmetic on dimensions: exact on sizes; on symbols and unknown sizes only the identities (`x + 0`, `x · 1`) are known
 * and everything else is `number`.
 */
import type { Add } from './arithmetic/add.ts';
import type { DivMod } from './arithmetic/divide.ts';
import type { Multiply } from './arithmetic/multiply.ts';
import type { Subtract } from './arithmetic/subtract.ts';
import type { IsSize, IsUnknown, Same, Shape } from './dim.ts';

/** `A + B`. */
export type AddDims<A, B, Now> =
  Both<A, B, Now> extends true
    ? Add<A & number, B & number>
    : Same<A, 0, Now> extends true
      ? B
      : Same<B, 0, Now> extends true
        ? A
        : number;

/** `A · B`. */
export type MultiplyDims<A, B, Now> =
  Both<A, B, Now> extends true
    ? Multiply<A & number, B & number>
    : Same<A, 1, Now> extends true
      ? B
      : Same<B, 1, Now> extends true
        ? A
        : number;

/** `[A / B]` for a `B` that divides `A`; `'indivisible'` when it is known not to. */
export type DivideDims<A, B, Now> =
  Same<B, 1, Now> extends true
    ? [A]
    : Both<A, B, Now> extends true
      ? DivMod<A & number, B & number> extends [infer Quotient, infer Rest]
        ? Rest extends 0
          ? [Quotient]
          : 'indivisible'
        : never
      : Same<B, 0, Now> extends true
        ? 'indivisible'
        : IsUnknown<A, Now> extends true
          ? [number]
          : Same<A, B, Now> extends true
            ? [1]
            : [number];

/** `A / B`, rounded up. */
export type CeilDivideDims<A, B, Now> =
  Same<B, 1, Now> extends true
    ? A
    : Both<A, B, Now> extends true
      ? DivMod<A & number, B & number> extends [infer Quotient extends number, infer Rest]
        ? Rest extends 0
          ? Quotient
          : Add<Quotient, 1>
        : never
      : number;

/** `A + Offset` for an offset of either sign; the sum may be negative. */
export type OffsetDim<A, Offset extends number, Now> = Offset extends 0
  ? A
  : Both<A, Offset, Now> extends true
    ? `${Offset}` extends `-${infer Back extends number}`
      ? Subtract<A & number, Back>
      : Add<A & number, Offset>
    : number;

/** The product of a shape's dimensions. */
export type ProductDims<S extends Shape, Now, Out = 1> = S extends readonly [infer D, ...infer Rest]
  ? ProductDims<Rest, Now, MultiplyDims<Out, D, Now>>
  : number extends S['length']
    ? number
    : Out;

type Both<A, B, Now> = IsSize<A, Now> extends true ? IsSize<B, Now> : false;
