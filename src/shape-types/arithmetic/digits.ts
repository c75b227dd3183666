/**
 * Sizes as strings of decimal digits.
 *
 * Columns are added from the least significant digit, and a template pattern can only split a string at its front, so
 * arithmetic runs on *reversed* digits (`1024` is `'4201'`). Reversed digits may end in zeros: they lead the number.
 */

/**
 * What a table says about one column: the digit to write, and the carry (or the remainder) to take along.
 * Tables have an index signature, so that a look-up needs no proof that its key is in the table.
 */
export type Column = readonly [digit: string, carry: string];

/** Reverses a string, four characters at a time. */
export type Reverse<Text extends string> = Text extends `${infer A}${infer B}${infer C}${infer Rest}`
  ? Rest extends `${infer D}${infer More}`
    ? More extends ''
      ? `${D}${C}${B}${A}`
      : `${Reverse<More>}${D}${C}${B}${A}`
    : `${C}${B}${A}`
  : Text extends `${infer A}${infer B}`
    ? `${B}${A}`
    : Text;

/** The reversed digits of a size. */
export type Digits<N extends number> = Reverse<`${N}`>;

/** Drops leading zeros, all but the last digit. */
export type DropZeros<Text extends string> = Text extends `0${infer Rest}`
  ? Rest extends ''
    ? '0'
    : DropZeros<Rest>
  : Text;

/** The number a string of digits spells; `number` when it is beyond 2^53, where literals are no longer exact. */
export type Parse<Text extends string> = Text extends `${infer N extends number}` ? N : number;

/** The number that reversed digits spell. */
export type FromDigits<Reversed extends string> = Parse<DropZeros<Reverse<Reversed>>>;
