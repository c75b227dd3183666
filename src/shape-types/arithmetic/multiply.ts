import type { AddDigits } from './add.ts';
import type { Column, Digits, FromDigits } from './digits.ts';
import type { ProductTable } from './product-table.ts';

/** Reversed digits times one digit of 1 … 9. */
type TimesDigit<A extends string, Multiplier extends string> = Multiplier extends '1'
  ? A
  : Columns<A, Multiplier>;

type Columns<
  A extends string,
  Multiplier extends string,
  Carry extends string = '0',
> = A extends `${infer A0}${infer ARest}`
  ? Write<ProductTable[`${Carry}${Multiplier}${A0}`], ARest, Multiplier>
  : Carry extends '0'
    ? ''
    : Carry;

type Write<
  Product extends Column,
  A extends string,
  Multiplier extends string,
> = `${Product[0]}${Columns<A, Multiplier, Product[1]>}`;

/** Horner's rule over `B`, most significant digit first: a zero in front of reversed digits multiplies them by ten. */
type Horner<
  A extends string,
  B extends string,
  Out extends string = '',
> = B extends `${infer B0}${infer BRest}`
  ? B0 extends '0'
    ? Horner<A, BRest, `0${Out}`>
    : Out extends ''
      ? Horner<A, BRest, TimesDigit<A, B0>>
      : Horner<A, BRest, AddDigits<`0${Out}`, TimesDigit<A, B0>>>
  : Out;

/** `A * B`, exactly, for sizes. */
export type Multiply<A extends number, B extends number> = A extends 1
  ? B
  : B extends 1
    ? A
    : A extends 0
      ? 0
      : B extends 0
        ? 0
        : FromDigits<Horner<Digits<A>, `${B}`>>;
