import type { DifferenceTable } from './difference-table.ts';
import type { Column, Digits, DropZeros, Parse, Reverse } from './digits.ts';

/** Column subtraction of reversed digits. When `A < B` the result ends in `-`. */
export type SubtractDigits<
  A extends string,
  B extends string,
  Borrow extends string = '0',
> = B extends `${infer B0}${infer BRest}`
  ? A extends `${infer A0}${infer ARest}`
    ? Write<DifferenceTable[`${Borrow}${A0}${B0}`], ARest, BRest>
    : '-'
  : Borrow extends '0'
    ? A
    : A extends ''
      ? '-'
      : SubtractDigits<A, '1'>;

type Write<
  Difference extends Column,
  A extends string,
  B extends string,
> = `${Difference[0]}${SubtractDigits<A, B, Difference[1]>}`;

/** `A - B`, exactly, for sizes; the result may be negative (`-3`). */
export type Subtract<A extends number, B extends number> = B extends 0
  ? A
  : A extends B
    ? 0
    : Reverse<SubtractDigits<Digits<A>, Digits<B>>> extends infer Difference extends string
      ? Difference extends `-${string}`
        ? Parse<`-${DropZeros<Reverse<SubtractDigits<Digits<B>, Digits<A>>>>}`>
        : Parse<DropZeros<Difference>>
      : never;
