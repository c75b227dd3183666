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
export type AddDims<A, B> =
  Both<A, B> extends true ? Add<A & number, B & number>
  : Same<A, 0> extends true ? B
  : Same<B, 0> extends true ? A
  : number;

/** `A · B`. */
export type MultiplyDims<A, B> =
  Both<A, B> extends true ? Multiply<A & number, B & number>
  : Same<A, 1> extends true ? B
  : Same<B, 1> extends true ? A
  : number;

/** `[A / B]` for a `B` that divides `A`; `'indivisible'` when it is known not to. */
export type DivideDims<A, B> =
  Same<B, 1> extends true ? [A]
  : Both<A, B> extends true
    ? DivMod<A & number, B & number> extends [infer Quotient, infer Rest] ? (Rest extends 0 ? [Quotient] : 'indivisible') : never
  : Same<B, 0> extends true ? 'indivisible'
  : IsUnknown<A> extends true ? [number]
  : Same<A, B> extends true ? [1]
  : [number];

/** `A / B`, rounded up. */
export type CeilDivideDims<A, B> =
  Same<B, 1> extends true ? A
  : Both<A, B> extends true
    ? DivMod<A & number, B & number> extends [infer Quotient extends number, infer Rest]
      ? Rest extends 0 ? Quotient : Add<Quotient, 1>
      : never
  : number;

/** `A + Offset` for an offset of either sign; the sum may be negative. */
export type OffsetDim<A, Offset extends number> =
  Offset extends 0 ? A
  : Both<A, Offset> extends true
    ? `${Offset}` extends `-${infer Back extends number}` ? Subtract<A & number, Back> : Add<A & number, Offset>
  : number;

/** The product of a shape's dimensions. */
export type ProductDims<S extends Shape, Out = 1> =
  S extends readonly [infer D, ...infer Rest] ? ProductDims<Rest, MultiplyDims<Out, D>>
  : number extends S['length'] ? number
  : Out;


type Both<A, B> = IsSize<A> extends true ? IsSize<B> : false;
