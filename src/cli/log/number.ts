import { z } from 'zod';

const words = ['NaN', 'Infinity', '-Infinity'] as const;

/** The word for a number that JSON has none for. */
const wordOf = (x: number): (typeof words)[number] => {
  if (Number.isNaN(x)) return 'NaN';
  return x > 0 ? 'Infinity' : '-Infinity';
};

/**
 * A measured number, which may be anything: a run that diverges must be able to say so. JSON has no NaN and no
 * infinities, and `JSON.stringify` would silently write `null`; they are written as the strings `"NaN"`,
 * `"Infinity"` and `"-Infinity"`, which most readers turn back by their own conversion of strings to numbers (`float`
 * in Python, `Number` in JavaScript). −0 is written as 0.
 */
export const measured = z.codec(
  z.union([z.number(), z.enum(words)], 'expected a number, or "NaN", "Infinity", "-Infinity"'),
  z.custom<number>((value) => typeof value === 'number', 'expected a number'),
  { decode: Number, encode: (x) => (Number.isFinite(x) ? x : wordOf(x)) },
);

/** How many: steps, videos. */
export const count = z.int().min(0);

/** A share of 1, not a percentage. */
export const share = z.number().min(0).max(1);
