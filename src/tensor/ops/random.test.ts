import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../../property-tests/support/naive.ts';
import { threefry2x32 } from '../../random/threefry.ts';
import { scalar, tensor } from './constants.ts';
import { bernoulli, foldIn, normal, permutation, randInt, randomKey, splitKey, uniform } from './random.ts';
import { index } from './slice.ts';

const key = randomKey(7);
const many = 20_000;
const data = async (x: Parameters<typeof numbersOf>[0]) => (await numbersOf(x)).data;
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
const variance = (list: readonly number[]) => mean(list.map((x) => (x - mean(list)) ** 2));

describe('keys', () => {
  it('are the words of the seed', async () => {
    expect(await data(randomKey(5))).toEqual([0, 5]);
    expect(await data(randomKey(3 * 2 ** 32 + 7))).toEqual([3, 7]);
    expect(await data(randomKey(2n ** 64n - 1n))).toEqual([-1, -1]);
    for (const seed of [-1, 0.5, 2 ** 53, 2n ** 64n, -1n])
      expect(() => randomKey(seed)).toThrow(/randomKey: the seed must be/);
  });
  it('split into blocks of Threefry', async () => {
    const blocks = [0, 1, 2].flatMap((i) => [
      ...Int32Array.from(threefry2x32(0, 7, i, 0).map((word) => word | 0)),
    ]);
    expect(await numbersOf(splitKey(key, 3))).toEqual({ shape: [3, 2], data: blocks });
  });
  it('differ for all numbers folded in, all keys, and from those that are split', async () => {
    const made = [5, 6, 7].flatMap((seed) => [
      ...[-1, 0, 1, 2].map((n) => foldIn(randomKey(seed), n)),
      ...[0, 1, 2].map((i) => index(splitKey(randomKey(seed), 3), i)),
    ]);
    const words = await Promise.all(made.map(data));
    expect(new Set(words.map(String)).size).toBe(made.length);
  });
  it('fold in tensors as numbers', async () => {
    expect(await data(foldIn(key, scalar(3, 'i32')))).toEqual(await data(foldIn(key, 3)));
    expect(() => foldIn(key, 0.5)).toThrow(/foldIn: 0.5 is no i32/);
  });
});

describe('draws', () => {
  it('follow from the key', async () => {
    expect(await data(normal(key, [10]))).toEqual(await data(normal(randomKey(7), [10])));
    expect(await data(normal(key, [10]))).not.toEqual(await data(normal(randomKey(8), [10])));
  });
  it('uniform is uniform on [low, high)', async () => {
    const list = await data(uniform(key, [many], { low: -1, high: 3 }));
    expect(Math.min(...list)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...list)).toBeLessThanOrEqual(3);
    // Standard errors: 4/√12/√20000 = 0.008; of the variance 4/3, about 0.01.
    expect(Math.abs(mean(list) - 1)).toBeLessThan(0.04);
    expect(Math.abs(variance(list) - 16 / 12)).toBeLessThan(0.05);
  });
  it('normal has the moments and the tails of the normal distribution', async () => {
    const list = await data(normal(key, [many], { mean: 2, std: 3 }));
    const z = list.map((x) => (x - 2) / 3);
    expect(z.every(Number.isFinite)).toBe(true);
    // Standard errors at 20,000: 0.007 (mean), 0.01 (variance), 0.035 (fourth moment), 0.0033 (share within 1 σ).
    expect(Math.abs(mean(z))).toBeLessThan(0.035);
    expect(Math.abs(variance(z) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(z.map((x) => x ** 4)) - 3)).toBeLessThan(0.35);
    expect(Math.abs(mean(z.map((x) => Number(Math.abs(x) < 1))) - 0.6827)).toBeLessThan(0.017);
  });
  it('bernoulli is true with probability p', async () => {
    expect(Math.abs(mean(await data(bernoulli(key, 0.3, [many]))) - 0.3)).toBeLessThan(0.017);
    expect(await data(bernoulli(key, tensor([0, 1]), [3, 2]))).toEqual([0, 1, 0, 1, 0, 1]);
    expect(() => bernoulli(key, 1.5, [2])).toThrow(/bernoulli: p must be from 0 to 1/);
  });
  it('randInt is uniform on its integers', async () => {
    const list = await data(randInt(key, [many], { low: -2, high: 3 }));
    for (const n of [-2, -1, 0, 1, 2]) {
      expect(Math.abs(list.filter((x) => x === n).length / many - 0.2)).toBeLessThan(0.015);
    }
    expect(() => randInt(key, [2], { high: 0 })).toThrow(/randInt: can not draw from 0 to 0/);
  });
  it('permutation holds every number once', async () => {
    const list = await data(permutation(key, 100));
    expect(list.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(list).not.toEqual(list.toSorted((a, b) => a - b));
    expect(await data(permutation(key, 0))).toEqual([]);
  });
  it('take empty shapes and shapes without axes', async () => {
    expect(await numbersOf(normal(key, [0, 2]))).toEqual({ shape: [0, 2], data: [] });
    expect((await numbersOf(uniform(key, []))).shape).toEqual([]);
  });
});
