import { describe, expect, it } from 'vitest';
import { foldIn, keyOf, uniform, uniformInt } from './key.ts';

describe('keyOf', () => {
  it('is the high and low words of the seed', () => {
    expect(keyOf(5)).toEqual([0, 5]);
    expect(keyOf(2 ** 32 * 3 + 7)).toEqual([3, 7]);
  });
  it.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses %d', (seed) => {
    expect(() => keyOf(seed)).toThrow(/0 to 2\^53/);
  });
});

describe('foldIn', () => {
  it('gives different keys for different numbers and keys', () => {
    const keys = [0, 1, 2, 2 ** 32, 2 ** 32 + 1].flatMap((n) => [foldIn(keyOf(0), n), foldIn(keyOf(1), n)]);
    expect(new Set(keys.map(String)).size).toBe(10);
  });
});

describe('uniformInt', () => {
  it('is uniform: chi-square over 46 classes', () => {
    const draws = 46_000;
    const counts = new Float64Array(46);
    for (let i = 0; i < draws; i++) {
      const value = uniformInt(keyOf(11), i, 46);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const expected = draws / 46;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 45 degrees of freedom: mean 45, standard deviation √90 ≈ 9.5; 45 + 5·9.5 is far out.
    expect(chiSquare).toBeLessThan(93);
  });

  it('rejects the incomplete last multiple: no bias for a count above 2^31', () => {
    // With a plain modulo the values below 2^32 − count = 2^30 would come up twice as often: half the draws.
    const count = 3 * 2 ** 30;
    const draws = 4_000;
    let low = 0;
    for (let i = 0; i < draws; i++) if (uniformInt(keyOf(3), i, count) < 2 ** 30) low++;
    // Binomial(4000, 1/3): mean 1333, standard deviation 30.
    expect(Math.abs(low - draws / 3)).toBeLessThan(5 * 30);
  });

  it('reaches the ends and refuses counts out of range', () => {
    expect(uniformInt(keyOf(1), 0, 1)).toBe(0);
    expect(uniformInt(keyOf(1), 0, 2 ** 32)).toBeLessThan(2 ** 32);
    for (const count of [0, -1, 1.5, 2 ** 32 + 1]) {
      expect(() => uniformInt(keyOf(1), 0, count)).toThrow(/count/);
    }
  });
});

describe('uniform', () => {
  it('is in [0, 1), exact in an f32, and has mean ½', () => {
    let sum = 0;
    for (let i = 0; i < 10_000; i++) {
      const value = uniform(keyOf(2), i);
      expect(value).toBe(Math.fround(value));
      expect(value >= 0 && value < 1).toBe(true);
      sum += value;
    }
    // Standard error √(1/12/10000) ≈ 0.0029.
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(5 * 0.0029);
  });
});
