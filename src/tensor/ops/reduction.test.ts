import { describe, expect, it } from 'vitest';
import {
  example,
  expectNumbers,
  type Index,
  indicesOf,
  numbersOf,
} from '../../../property-tests/support/naive.ts';
import type { ReduceOptions } from '../../shape-types/reduction.ts';
import { tensor, zeros } from './constants.ts';
import { argmax, argmin } from './extremes.ts';
import { all, any, max, mean, min, sum } from './reduction.ts';
import { logSoftmax, logSumExp, softmax } from './softmax.ts';
import { norm, standardize, std, variance } from './statistics.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** The elements that a reduction takes together at an index of its result. */
const together = (shape: Index, axes: Index, kept: boolean, at: (i: Index) => number, out: Index): number[] =>
  indicesOf(shape)
    .filter((i) => {
      const rest = kept
        ? i.map((n, axis) => (axes.includes(axis) ? 0 : n))
        : i.filter((_, axis) => !axes.includes(axis));
      return rest.every((n, axis) => n === out[axis]);
    })
    .map(at);

const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const average = (list: readonly number[]) => total(list) / list.length;
const spread = (list: readonly number[], correction = 0) =>
  total(list.map((x) => (x - average(list)) ** 2)) / (list.length - correction);

describe.each<readonly [Index, number | Index | undefined, Index]>([
  [[2, 3, 4], undefined, [0, 1, 2]],
  [[2, 3, 4], 1, [1]],
  [
    [2, 3, 4],
    [0, -1],
    [0, 2],
  ],
  [
    [2, 3, 4],
    [-1, 0],
    [0, 2],
  ],
  [[2, 3, 4], [], []],
  [[1, 1], 0, [0]],
  [[3], -1, [0]],
  [[], undefined, []],
])('over %j, axes %j', (shape, axes, over) => {
  it.each([false, true])('is the definition (keepDims %s)', async (keepDims) => {
    const { x, at } = example(shape);
    const options: ReduceOptions = axes === undefined ? { keepDims } : { axes, keepDims };
    const rest = shape.flatMap((n, axis) => (over.includes(axis) ? (keepDims ? [1] : []) : [n]));
    const list = (out: Index) => together(shape, over, keepDims, at, out);
    await expectNumbers(sum(x, options), rest, (i) => total(list(i)));
    await expectNumbers(mean(x, options), rest, (i) => average(list(i)));
    await expectNumbers(max(x, options), rest, (i) => Math.max(...list(i)));
    await expectNumbers(min(x, options), rest, (i) => Math.min(...list(i)));
    await expectNumbers(variance(x, options), rest, (i) => spread(list(i)));
    await expectNumbers(std(x, options), rest, (i) => Math.sqrt(spread(list(i))), 1e-4);
    await expectNumbers(norm(x, options), rest, (i) => Math.hypot(...list(i)));
    await expectNumbers(logSumExp(x, options), rest, (i) => Math.log(total(list(i).map(Math.exp))));
  });
});

describe('reductions', () => {
  it('of nothing give the identity', async () => {
    const x = zeros([2, 0]);
    expect(await numbersOf(sum(x, { axes: 1 }))).toEqual({ shape: [2], data: [0, 0] });
    expect((await numbersOf(mean(x))).data).toEqual([nan]);
    expect((await numbersOf(max(x, { axes: 1 }))).data).toEqual([-infinity, -infinity]);
    expect((await numbersOf(min(x, { axes: 1 }))).data).toEqual([infinity, infinity]);
    expect((await numbersOf(logSumExp(x, { axes: 1 }))).data).toEqual([-infinity, -infinity]);
    expect((await numbersOf(any(zeros([0], 'bool')))).data).toEqual([0]);
    expect((await numbersOf(all(zeros([0], 'bool')))).data).toEqual([1]);
    expect((await numbersOf(sum(zeros([0, 3]), { axes: 1 }))).shape).toEqual([0]);
  });
  it('take integers and masks', async () => {
    expect(
      (
        await numbersOf(
          sum(
            tensor(
              [
                [1, 2],
                [3, 4],
              ],
              'i32',
            ),
            { axes: 0 },
          ),
        )
      ).data,
    ).toEqual([4, 6]);
    expect(
      (
        await numbersOf(
          any(
            tensor(
              [
                [true, false],
                [false, false],
              ],
              'bool',
            ),
            { axes: 1 },
          ),
        )
      ).data,
    ).toEqual([1, 0]);
    expect(
      (
        await numbersOf(
          all(
            tensor(
              [
                [true, true],
                [true, false],
              ],
              'bool',
            ),
            { axes: 1 },
          ),
        )
      ).data,
    ).toEqual([1, 0]);
  });
  it('correct the count of a variance', async () => {
    expect((await numbersOf(variance(tensor([1, 2, 3]), { correction: 1 }))).data).toEqual([1]);
    expect((await numbersOf(std(tensor([1, 2, 3]), { correction: 1 }))).data).toEqual([1]);
    expect((await numbersOf(variance(tensor([1, 3]), { correction: 3 }))).data).toEqual([infinity]);
  });
  it('say which axis is wrong', () => {
    const x = example([2, 3]).x;
    expect(() => sum(x, { axes: 2 })).toThrow(
      'sum: axis 2 is out of range: f32[2,3]; expected −2 ≤ axis < 2',
    );
    expect(() => softmax(tensor(1))).toThrow('softmax: axis -1 is out of range: f32[]; expected an axis');
    expect(() => mean(x, { axes: [0, -2] })).toThrow(/mean: names an axis twice \(0, -2\)/);
    expect(() => softmax(x, 2)).toThrow(/softmax: axis 2/);
  });
});

describe('argmax and argmin', () => {
  it('find the first extreme', async () => {
    const x = tensor([
      [1, 3, 3],
      [9, 7, 7],
    ]);
    expect(await numbersOf(argmax(x, { axis: -1 }))).toEqual({ shape: [2], data: [1, 0] });
    expect(await numbersOf(argmin(x, { axis: -1, keepDims: true }))).toEqual({ shape: [2, 1], data: [0, 1] });
    expect(await numbersOf(argmax(x, { axis: 0 }))).toEqual({ shape: [3], data: [1, 1, 1] });
    expect(await numbersOf(argmax(x))).toEqual({ shape: [], data: [3] });
    expect(await numbersOf(argmin(x, { keepDims: true }))).toEqual({ shape: [1, 1], data: [0] });
    expect((await numbersOf(argmax(zeros([0, 2]), { axis: 1 }))).shape).toEqual([0]);
    expect(() => argmax(zeros([2, 0]), { axis: 1 })).toThrow(/argmax: there is no extreme of nothing/);
  });
});

describe('softmax', () => {
  it.each<readonly [Index, number]>([
    [[5], 0],
    [[2, 3], -1],
    [[2, 3], 0],
    [[1, 1], 1],
    [[2, 0], 1],
    [[0, 2], 1],
  ])('is eˣ / Σ eˣ on %j along %d', async (shape, axis) => {
    const { x, at } = example(shape);
    const over = axis < 0 ? axis + shape.length : axis;
    const share = (i: Index) =>
      Math.exp(at(i)) / total(together(shape, [over], true, at, i.with(over, 0)).map(Math.exp));
    await expectNumbers(softmax(x, axis), shape, share);
    await expectNumbers(logSoftmax(x, axis), shape, (i) => Math.log(share(i)));
  });
  it('neither overflows nor divides by 0', async () => {
    const x = tensor([
      [1000, 1000.5],
      [-1000, -1001],
      [-infinity, 0],
      [-infinity, -infinity],
    ]);
    const [p, q] = [1 / (1 + Math.exp(0.5)), 1 / (1 + Math.exp(-1))];
    const shares = [
      [p, 1 - p],
      [q, 1 - q],
      [0, 1],
      [0, 0],
    ];
    await expectNumbers(softmax(x), [4, 2], ([i = 0, j = 0]) => shares[i]?.[j] ?? nan);
    await expectNumbers(logSoftmax(x), [4, 2], ([i = 0, j = 0]) => Math.log(shares[i]?.[j] ?? nan));
    const sums = [1000 + Math.log(1 + Math.exp(0.5)), -1000 + Math.log(1 + Math.exp(-1)), 0, -infinity];
    await expectNumbers(logSumExp(x, { axes: 1 }), [4], ([i = 0]) => sums[i] ?? nan);
    expect((await numbersOf(logSumExp(tensor([infinity, 0])))).data).toEqual([infinity]);
    expect((await numbersOf(softmax(tensor([nan, 0])))).data).toEqual([nan, nan]);
  });
});

it('standardize gives mean 0 and variance 1', async () => {
  const { x, at } = example([3, 4]);
  await expectNumbers(
    standardize(x, { axes: 1, epsilon: 0 }),
    [3, 4],
    ([i = 0, j = 0]) => {
      const row = [0, 1, 2, 3].map((k) => at([i, k]));
      return (at([i, j]) - average(row)) / Math.sqrt(spread(row));
    },
    1e-4,
  );
  expect((await numbersOf(standardize(tensor([5, 5])))).data).toEqual([0, 0]);
});
