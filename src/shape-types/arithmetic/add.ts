import type { Column, Digits, Parse, Reverse } from './digits.ts';
import type { SumTable } from './sum-table.ts';

/** Column addition of reversed digits. */
export type AddDigits<
  A extends string,
  B extends string,
  Carry extends string = '0',
> = A extends `${infer A0}${infer ARest}`
  ? B extends `${infer B0}${infer BRest}`
    ? Write<SumTable[`${Carry}${A0}${B0}`], ARest, BRest>
    : Carry extends '0'
      ? A
      : AddDigits<A, '1'>
  : Carry extends '0'
    ? B
    : B extends ''
      ? '1'
      : AddDigits<B, '1'>;

type Write<Sum extends Column, A extends string, B extends string> = `${Sum[0]}${AddDigits<A, B, Sum[1]>}`;

/** `A + B`, exactly, for sizes. */
export type Add<A extends number, B extends number> = A extends 0
  ? B
  : B extends 0
    ? A
    : Parse<Reverse<AddDigits<Digits<A>, Digits<B>>>>;
