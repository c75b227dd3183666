/**
 * A list of numbers read as a series of decisions. Random programs are built from such lists rather than from
 * chained arbitraries: every list means some program, and smaller numbers mean simpler ones, so fast-check
 * shrinks them well.
 */
export interface Choices {
  /** A whole number from 0 to n − 1; 0 once the list is used up. */
  readonly below: (n: number) => number;
  /** An item of a list that is not empty; the first ones are the simplest. */
  readonly pick: <A>(list: readonly [A, ...A[]]) => A;
  /** True once in n times; false when the list is used up. */
  readonly oneIn: (n: number) => boolean;
}

export const choices = (numbers: readonly number[]): Choices => {
  let next = 0;
  const below = (n: number): number => {
    const drawn = numbers[next++] ?? 0;
    return n > 0 ? drawn % n : 0;
  };
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    oneIn: (n) => below(n) === n - 1,
  };
};
