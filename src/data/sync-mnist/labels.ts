import * as O from 'fp-ts/lib/Option.js';

/** The number of classes: 45 pairs of different digits, and "none". */
export const labelCount = 46;

/** The label of a video in which no two digits move together. */
export const noneLabel = 45;

/** Two different digits, the smaller first. */
export type DigitPair = readonly [number, number];

/**
 * The label of a pair {a < b} of different digits: `b(b − 1)/2 + a`, from 0 to 44, the authors' numbering.
 *
 * @example
 * ```ts
 * import { pairLabel } from 'thwc/data';
 * const first = pairLabel(1, 0); // 0
 * const last = pairLabel(8, 9); // 44
 * ```
 */
export const pairLabel = (a: number, b: number): number => {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (!Number.isInteger(low) || !Number.isInteger(high) || low < 0 || high > 9 || low === high) {
    throw new RangeError(`pairLabel: expected two different digits from 0 to 9, got ${a} and ${b}`);
  }
  return (high * (high - 1)) / 2 + low;
};

const pairs: readonly DigitPair[] = Array.from({ length: 10 }, (_, high) =>
  Array.from({ length: high }, (__, low): DigitPair => [low, high]),
).flat();

/** The inverse of {@link pairLabel}; nothing for {@link noneLabel} and for whatever is no label. */
export const labelPair = (label: number): O.Option<DigitPair> => O.fromNullable(pairs[label]);
