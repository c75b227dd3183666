import { describe, expect, it } from 'vitest';
import {
  example,
  expectNumbers,
  type Index,
  numbersOf,
  offsetOf,
} from '../../../property-tests/support/naive.ts';
import type { Tensor } from '../tensor.ts';
import { axis } from '../values.ts';
import { scalar, zeros } from './constants.ts';
import { concat, split, stack, tile } from './join.ts';
import { moveAxis, permute, reverse, swapAxes, transpose } from './permute.ts';
import { broadcastTo, ensureShape, expandDims, flatten, reshape, squeeze } from './reshape.ts';
import { index, pad, slice } from './slice.ts';

describe('reshape and its kin', () => {
  const { x, at } = example([2, 3, 4]);
  const sameOrder = (shape: Index) => (i: Index) => {
    const n = offsetOf(shape, i);
    return at([Math.floor(n / 12), Math.floor(n / 4) % 3, n % 4]);
  };
  it('keep the order of the elements', async () => {
    await expectNumbers(reshape(x, [4, 6]), [4, 6], sameOrder([4, 6]));
    await expectNumbers(reshape(x, [axis('b', 2), -1, 2]), [2, 6, 2], sameOrder([2, 6, 2]));
    await expectNumbers(reshape(x, [-1]), [24], sameOrder([24]));
    await expectNumbers(flatten(x), [24], sameOrder([24]));
    await expectNumbers(flatten(x, 1), [2, 12], sameOrder([2, 12]));
    await expectNumbers(flatten(x, 0, -2), [6, 4], sameOrder([6, 4]));
    await expectNumbers(expandDims(x, -1), [2, 3, 4, 1], sameOrder([2, 3, 4, 1]));
    await expectNumbers(squeeze(expandDims(x, 1), 1), [2, 3, 4], sameOrder([2, 3, 4]));
    expect((await numbersOf(flatten(scalar(2)))).shape).toEqual([1]);
    expect((await numbersOf(reshape(zeros([2, 0]), [-1, 2]))).shape).toEqual([0, 2]);
    expect(ensureShape(x, [axis('b', 2), 3, 4])).toBe(x);
  });
  it('say what does not fit', () => {
    expect(() => reshape(x, [5, 5])).toThrow(
      'reshape: 24 elements do not fit [5,5]: f32[2,3,4]; expected 25',
    );
    expect(() => reshape(x, [-1, 7])).toThrow(/reshape: 24 elements do not fit \[-1,7\].*a multiple of 7/);
    expect(() => reshape(x, [-1, 0])).toThrow(/reshape: 24 elements do not fit/);
    expect(() => squeeze(x, 0)).toThrow('squeeze: axis 0 has size 2: f32[2,3,4]; expected 1');
    expect(() => expandDims(x, 4)).toThrow(/expandDims: axis 4 is out of range/);
    expect(() => broadcastTo(x, [3, 4])).toThrow(/broadcastTo: does not broadcast to \[3,4\]/);
    expect(() => ensureShape(x, [2, 3])).toThrow(
      'ensureShape: has another shape: f32[2,3,4]; expected [2,3]',
    );
    expect(() => flatten(x, 2, 1)).toThrow(/flatten: axis 2 stands behind axis 1/);
  });
  it('broadcastTo repeats', async () => {
    const small = example([3, 1]);
    await expectNumbers(broadcastTo(small.x, [2, 3, 4]), [2, 3, 4], ([, j = 0]) => small.at([j, 0]));
    expect((await numbersOf(broadcastTo(small.x, [0, 3, 1]))).shape).toEqual([0, 3, 1]);
  });
});

describe('permute and its kin', () => {
  const { x, at } = example([2, 3, 4]);
  it('move axes', async () => {
    await expectNumbers(permute(x, [2, 0, -2]), [4, 2, 3], ([k = 0, i = 0, j = 0]) => at([i, j, k]));
    await expectNumbers(transpose(x), [2, 4, 3], ([i = 0, k = 0, j = 0]) => at([i, j, k]));
    await expectNumbers(swapAxes(x, 0, -1), [4, 3, 2], ([k = 0, j = 0, i = 0]) => at([i, j, k]));
    await expectNumbers(swapAxes(x, 1, 1), [2, 3, 4], at);
    await expectNumbers(moveAxis(x, 0, -1), [3, 4, 2], ([j = 0, k = 0, i = 0]) => at([i, j, k]));
    await expectNumbers(moveAxis(x, -1, 0), [4, 2, 3], ([k = 0, i = 0, j = 0]) => at([i, j, k]));
    await expectNumbers(reverse(x, [0, -1]), [2, 3, 4], ([i = 0, j = 0, k = 0]) => at([1 - i, j, 3 - k]));
    await expectNumbers(reverse(x, []), [2, 3, 4], at);
  });
  it('say what does not fit', () => {
    expect(() => permute(x, [0, 1])).toThrow(/permute: 2 axes for 3 dimensions/);
    expect(() => permute(x, [0, 1, -2])).toThrow(/permute: an axis is repeated/);
    expect(() => transpose(example([3]).x)).toThrow(/transpose: takes two axes or more/);
    expect(() => moveAxis(x, 3, 0)).toThrow(/moveAxis: axis 3/);
  });
});

describe('joining and cutting', () => {
  const [a, b] = [example([2, 3]), example([2, 1], 2)];
  it('concat and stack put tensors together', async () => {
    await expectNumbers(concat([a.x, b.x, a.x], -1), [2, 7], ([i = 0, j = 0]) =>
      j < 3 ? a.at([i, j]) : j < 4 ? b.at([i, 0]) : a.at([i, j - 4]),
    );
    await expectNumbers(stack([a.x, a.x, a.x], 1), [2, 3, 3], ([i = 0, , j = 0]) => a.at([i, j]));
    await expectNumbers(stack([a.x, a.x], -1), [2, 3, 2], ([i = 0, j = 0]) => a.at([i, j]));
    await expectNumbers(stack([a.x]), [1, 2, 3], ([, i = 0, j = 0]) => a.at([i, j]));
    expect((await numbersOf(concat([zeros([0, 2]), zeros([1, 2])], 0))).shape).toEqual([1, 2]);
  });
  it('split takes them apart', async () => {
    const { x, at } = example([2, 6]);
    for (const [n, part] of split(x, 3, 1).entries())
      await expectNumbers(part, [2, 2], ([i = 0, j = 0]) => at([i, 2 * n + j]));
    const [p, q] = split(x, [1, 5], -1);
    await expectNumbers(p ?? x, [2, 1], ([i = 0]) => at([i, 0]));
    await expectNumbers(q ?? x, [2, 5], ([i = 0, j = 0]) => at([i, j + 1]));
  });
  it('tile repeats', async () => {
    await expectNumbers(tile(a.x, [3, 2]), [6, 6], ([i = 0, j = 0]) => a.at([i % 2, j % 3]));
    expect((await numbersOf(tile(a.x, [0, 1]))).shape).toEqual([0, 3]);
  });
  it('say what does not fit', () => {
    expect(() => concat([a.x, b.x], 0)).toThrow('concat: shapes differ off axis 0: f32[2,3] and f32[2,1]');
    const none: readonly Tensor<[2]>[] = [];
    expect(() => concat(none, 0)).toThrow(/concat: nothing to join/);
    expect(() => stack([a.x, b.x])).toThrow(/stack: shapes differ/);
    expect(() => split(a.x, 2, 1)).toThrow(/split: an axis of 3 is not divisible into 2 parts/);
    expect(() => split(a.x, [1, 1], 1)).toThrow(
      /split: the sizes \(1, 1\) do not add up to axis 1.*expected 3/,
    );
    expect(() => tile(a.x, [2])).toThrow(/tile: can not repeat \(2\) times/);
  });
});

describe('slice, index and pad', () => {
  const { x, at } = example([5, 4]);
  it('take parts', async () => {
    await expectNumbers(slice(x, [[1, 4]]), [3, 4], ([i = 0, j = 0]) => at([i + 1, j]));
    await expectNumbers(
      slice(x, [
        [0, 5, 2],
        [-3, -1],
      ]),
      [3, 2],
      ([i = 0, j = 0]) => at([2 * i, j + 1]),
    );
    await expectNumbers(slice(x, [null, [2, null]]), [5, 2], ([i = 0, j = 0]) => at([i, j + 2]));
    await expectNumbers(slice(x, [[null, null, 3]]), [2, 4], ([i = 0, j = 0]) => at([3 * i, j]));
    expect(slice(x, [null])).toBe(x);
    await expectNumbers(index(x, -1), [4], ([j = 0]) => at([4, j]));
    await expectNumbers(index(x, 2, 1), [5], ([i = 0]) => at([i, 2]));
    expect((await numbersOf(slice(zeros([0, 3]), [null, [0, 1]]))).shape).toEqual([0, 1]);
  });
  it('pad puts a value around', async () => {
    await expectNumbers(
      pad(
        x,
        [
          [1, 0],
          [0, 2],
        ],
        7,
      ),
      [6, 6],
      ([i = 0, j = 0]) => (i > 0 && j < 4 ? at([i - 1, j]) : 7),
    );
    expect(
      pad(x, [
        [0, 0],
        [0, 0],
      ]),
    ).toBe(x);
    expect(await numbersOf(pad(zeros([0]), [[1, 1]], 2))).toEqual({ shape: [2], data: [2, 2] });
  });
  it('say what does not fit', () => {
    expect(() => slice(x, [[0, 6]])).toThrow(/slice: \[0, 6\] is outside axis 0.*positions from 0 to 5/);
    expect(() => slice(x, [[3, 3]])).toThrow(/slice: the range \[3, 3\] of axis 0 is empty/);
    expect(() => slice(x, [[0, 2, 0]])).toThrow(/slice: can not take \[0, 2, 0\]/);
    expect(() => slice(x, [null, null, null])).toThrow(/slice: 3 ranges for 2 axes/);
    expect(() => index(x, 5)).toThrow(/index: 5 is outside axis 0/);
    expect(() => pad(x, [[0, 0]])).toThrow(/pad: 1 pairs for 2 axes/);
    expect(() => pad(zeros([1], 'i32'), [[1, 1]], 0.5)).toThrow('pad: 0.5 is no i32');
    expect(() =>
      pad(x, [
        [0, -1],
        [0, 0],
      ]),
    ).toThrow(/pad: widths must be whole numbers ≥ 0/);
  });
});
