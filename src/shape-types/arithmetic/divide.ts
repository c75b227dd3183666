import type { Column, Digits, DropZeros, FromDigits, Parse } from './digits.ts';
import type { QuotientTable } from './quotient-table.ts';
import type { SubtractDigits } from './subtract.ts';
import type { SumTable } from './sum-table.ts';

type OneDigit = '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** Division by one digit: one look-up for each digit of the dividend. Gives `quotient:remainder`. */
type ShortDivision<
  A extends string,
  Divisor extends string,
  Remainder extends string = '0',
> = A extends `${infer A0}${infer ARest}`
  ? Write<QuotientTable[`${Divisor}${Remainder}${A0}`], ARest, Divisor>
  : `:${Remainder}`;

type Write<
  Quotient extends Column,
  A extends string,
  Divisor extends string,
> = `${Quotient[0]}${ShortDivision<A, Divisor, Quotient[1]>}`;

/** How often the divisor fits into the remainder (at most 9 times), and what then remains; reversed digits. */
type Fit<Remainder extends string, Divisor extends string, Count extends string = '0'> =
  SubtractDigits<Remainder, Divisor> extends infer Next extends string
    ? Next extends `${string}-`
      ? [Count, Remainder]
      : Fit<Next, Divisor, SumTable[`0${Count}1`][0]>
    : never;

/** Schoolbook division; a digit in front of the reversed remainder is "bring down the next digit". */
type LongDivision<
  A extends string,
  Divisor extends string,
  Remainder extends string = '',
  Out extends string = '',
> = A extends `${infer A0}${infer ARest}`
  ? Fit<`${A0}${Remainder}`, Divisor> extends [infer Digit extends string, infer Next extends string]
    ? LongDivision<ARest, Divisor, Next, `${Out}${Digit}`>
    : never
  : [Out, Remainder];

/** `[quotient, remainder]` of two sizes; unknown when the divisor is 0. */
export type DivMod<A extends number, B extends number> = B extends 1
  ? [A, 0]
  : A extends B
    ? [1, 0]
    : B extends 0
      ? [number, number]
      : `${B}` extends OneDigit
        ? ShortDivision<`${A}`, `${B}`> extends `${infer Q}:${infer R}`
          ? [Parse<DropZeros<Q>>, Parse<R>]
          : never
        : LongDivision<`${A}`, Digits<B>> extends [infer Q extends string, infer R extends string]
          ? [Parse<DropZeros<Q>>, FromDigits<R>]
          : never;

/** The whole part of `A / B`, for sizes. */
export type Divide<A extends number, B extends number> = DivMod<A, B>[0];

/** What remains of `A / B`, for sizes. */
export type Remainder<A extends number, B extends number> = DivMod<A, B>[1];
