import type { AddDigits } from './add.ts';
import type { Digits, FromDigits } from './digits.ts';
import type { ProductTable } from './product-table.ts';

/** Reversed digits times a single digit of 2 … 9. */
type TimesDigit<A extends string, Multiplier extends string, Carry extends string = '0', Out extends string = ''> =
  A extends `${infer A0}${infer ARest}`
    ? ProductTable[`${Carry}${Multiplier}${A0}`] extends `${infer NextCarry}${infer Digit}`
      ? TimesDigit<ARest, Multiplier, NextCarry, `${Out}${Digit}`>
      : never
    : Carry extends '0' ? Out : `${Out}${Carry}`;

/** Horner's rule over `B`, most significant digit first: a zero in front of reversed digits multiplies them by ten. */
type Horner<A extends string, B extends string, Out extends string = ''> =
  B extends `${infer B0}${infer BRest}`
    ? B0 extends '0' ? Horner<A, BRest, `0${Out}`>
      : Out extends '' ? Horner<A, BRest, B0 extends '1' ? A : TimesDigit<A, B0>>
      : Horner<A, BRest, AddDigits<`0${Out}`, B0 extends '1' ? A : TimesDigit<A, B0>>>
    : Out;

/** `A * B`, exactly, for sizes. */
export type Multiply<A extends number, B extends number> =
  A extends 1 ? B
  : B extends 1 ? A
  : A extends 0 ? 0
  : FromDigits<Horner<Digits<A>, `${B}`>>;
