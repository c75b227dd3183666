import type { Digits, DropZeros, FromDigits, Parse, Reverse } from './digits.ts';
import type { DifferenceTable } from './difference-table.ts';

/** Column subtraction of reversed digits; `'negative'` when `A < B`. */
export type SubtractDigits<A extends string, B extends string, Borrow extends string = '0', Out extends string = ''> =
  B extends `${infer B0}${infer BRest}`
    ? A extends `${infer A0}${infer ARest}`
      ? DifferenceTable[`${Borrow}${A0}${B0}`] extends `${infer NextBorrow}${infer Digit}`
        ? SubtractDigits<ARest, BRest, NextBorrow, `${Out}${Digit}`>
        : never
      : 'negative'
    : Borrow extends '0' ? `${Out}${A}`
    : A extends '' ? 'negative'
    : SubtractDigits<A, '1', '0', Out>;

/** `A - B`, exactly, for sizes; the result may be negative (`-3`). */
export type Subtract<A extends number, B extends number> =
  SubtractDigits<Digits<A>, Digits<B>> extends infer Difference extends string
    ? Difference extends 'negative'
      ? SubtractDigits<Digits<B>, Digits<A>> extends infer Back extends string ? Parse<`-${DropZeros<Reverse<Back>>}`> : never
      : FromDigits<Difference>
    : never;
