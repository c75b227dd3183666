import type { AnyValue, Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';

/** Numbers in [0, 1) that follow from a seed (mulberry32): many numbers for one drawn integer. */
export const seeded = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** `size` floats from `low` to `high`. */
export const floats = (next: () => number, size: number, low = -1, high = 1): Float32Array =>
  Float32Array.from({ length: size }, () => low + next() * (high - low));

export const vector = (next: () => number, size: number, low = -1, high = 1): Value<[number]> =>
  valueFrom([size], floats(next, size, low, high));

export const matrix = (
  next: () => number,
  rows: number,
  columns: number,
  low = -1,
  high = 1,
): Value<[number, number]> => valueFrom([rows, columns], floats(next, rows * columns, low, high));

/** The numbers of a value. */
export const numbersOf = (x: AnyValue): readonly number[] => [...x.data];
