import type { Digits, Parse, Reverse } from './digits.ts';
import type { SumTable } from './sum-table.ts';

/** Column addition of reversed digits. */
export type AddDigits<A extends string, B extends string, Carry extends string = '0', Out extends string = ''> =
  A extends `${infer A0}${infer ARest}`
    ? B extends `${infer B0}${infer BRest}`
      ? SumTable[`${Carry}${A0}${B0}`] extends `${infer NextCarry}${infer Digit}`
        ? AddDigits<ARest, BRest, NextCarry, `${Out}${Digit}`>
        : never
      : Carry extends '0' ? `${Out}${A}` : AddDigits<A, '1', '0', Out>
    : Carry extends '0' ? `${Out}${B}`
    : B extends '' ? `${Out}1`
    : AddDigits<B, '1', '0', Out>;

/** `A + B`, exactly, for sizes. */
export type Add<A extends number, B extends number> = Parse<Reverse<AddDigits<Digits<A>, Digits<B>>>>;
