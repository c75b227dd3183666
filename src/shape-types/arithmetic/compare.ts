/** Which of two digits comes first; compared only where they differ. */
type Before<A extends string, B extends string> = '0123456789' extends `${string}${A}${string}${B}${string}`
  ? '<'
  : '>';

/**
 * Walks both numbers from the front and remembers the first difference; a number that ends first is smaller whatever
 * that difference was.
 */
type Walk<
  A extends string,
  B extends string,
  First extends '<' | '=' | '>' = '=',
> = A extends `${infer A0}${infer ARest}`
  ? B extends `${infer B0}${infer BRest}`
    ? Walk<ARest, BRest, First extends '=' ? (A0 extends B0 ? '=' : Before<A0, B0>) : First>
    : '>'
  : B extends ''
    ? First
    : '<';

/** How `A` compares with `B`: `'<'`, `'='` or `'>'`, for integers of either sign. */
export type Compare<A extends number, B extends number> = A extends B
  ? '='
  : `${A}` extends `-${infer NA}`
    ? `${B}` extends `-${infer NB}`
      ? Walk<NB, NA>
      : '<'
    : `${B}` extends `-${string}`
      ? '>'
      : Walk<`${A}`, `${B}`>;

/** `A < B`, for integers of either sign. */
export type LessThan<A extends number, B extends number> = Compare<A, B> extends '<' ? true : false;
