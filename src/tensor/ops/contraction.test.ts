import { describe, expect, it } from 'vitest';
import {
  type Example,
  example,
  expectNumbers,
  type Index,
  sumOver,
} from '../../../property-tests/support/naive.ts';
import { dot, matmul, tensordot } from './contraction.ts';

/** The index into a shape that broadcasts: aligned at the end, 0 where the size is 1. */
const aligned = (shape: Index, index: Index): Index =>
  shape.map((size, i) => (size === 1 ? 0 : (index[index.length - shape.length + i] ?? 0)));

const broadcast = (a: Index, b: Index): number[] => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [m = 1, n = 1] = [a[i - rank + a.length], b[i - rank + b.length]];
    return m === 1 ? n : m;
  });
};

/** NumPy's definition of matmul. */
const naiveMatmul = async (a: Example, b: Example): Promise<void> => {
  const [vectorA, vectorB] = [a.shape.length === 1, b.shape.length === 1];
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcast(batchA, batchB);
  const [m, n] = [vectorA ? [] : a.shape.slice(-2, -1), vectorB ? [] : b.shape.slice(-1)];
  const k = a.shape.slice(-1);
  await expectNumbers(matmul(a.x, b.x), [...batch, ...m, ...n], (index) => {
    const lead = index.slice(0, batch.length);
    const row = index.slice(batch.length, batch.length + m.length);
    const column = index.slice(batch.length + m.length);
    return sumOver(
      k,
      (j) =>
        a.at([...aligned(batchA, lead), ...row, ...j]) * b.at([...aligned(batchB, lead), ...j, ...column]),
    );
  });
};

describe('matmul', () => {
  it.each<readonly [Index, Index]>([
    [
      [2, 3],
      [3, 4],
    ],
    [
      [1, 1],
      [1, 1],
    ],
    [[3], [3]],
    [[2, 3], [3]],
    [[3], [3, 4]],
    [[3], [5, 3, 4]],
    [
      [5, 2, 3],
      [3, 4],
    ],
    [
      [2, 3],
      [5, 3, 4],
    ],
    [
      [2, 3],
      [6, 5, 3, 4],
    ],
    [
      [5, 2, 3],
      [5, 3, 4],
    ],
    [
      [5, 1, 2, 3],
      [6, 3, 4],
    ],
    [
      [1, 2, 3],
      [4, 3, 2],
    ],
    [
      [4, 2, 3],
      [1, 3, 2],
    ],
    [
      [1, 2, 3],
      [1, 3, 2],
    ],
    [
      [6, 5, 2, 3],
      [5, 3, 4],
    ],
    [
      [0, 3],
      [3, 2],
    ],
    [
      [2, 0],
      [0, 2],
    ],
    [
      [0, 2, 3],
      [3, 2],
    ],
    [
      [1, 2, 3],
      [0, 3, 2],
    ],
  ])('is Σ a·b for %j and %j', async (a, b) => {
    await naiveMatmul(example(a), example(b, 2));
  });

  it('says which dimensions differ', () => {
    const a: Example = example([3, 512]);
    expect(() => matmul(a.x, example([256, 64]).x)).toThrow(
      'matmul: inner dimensions differ: f32[3,512] and f32[256,64]; expected 512 = 256',
    );
    expect(() => matmul(example([2, 3, 4]).x, example([5, 4, 3]).x)).toThrow(
      /matmul: batch sizes 2 and 5 do not broadcast/,
    );
    expect(() => matmul(example([]).x, a.x)).toThrow(/matmul: takes at least one axis/);
  });
});

describe('dot', () => {
  it.each<readonly [Index, Index, Index]>([
    [[3], [3], []],
    [[2, 3], [3], [2]],
    [
      [4, 1, 3],
      [2, 3],
      [4, 2],
    ],
    [[0, 3], [3], [0]],
  ])('is the inner product over the last axis: %j and %j', async (a, b, shape) => {
    const [left, right] = [example(a), example(b, 2)];
    await expectNumbers(dot(left.x, right.x), shape, (index) =>
      sumOver(
        [3],
        (j) =>
          left.at([...aligned(a.slice(0, -1), index), ...j]) *
          right.at([...aligned(b.slice(0, -1), index), ...j]),
      ),
    );
  });
});

describe('tensordot', () => {
  const [a, b] = [example([2, 3, 4]), example([3, 4, 5], 2)];
  it('sums over the last axes of a and the first of b', async () => {
    await expectNumbers(tensordot(a.x, b.x, 2), [2, 5], ([i = 0, j = 0]) =>
      sumOver([3, 4], (k) => a.at([i, ...k]) * b.at([...k, j])),
    );
    await expectNumbers(
      tensordot(example([2]).x, example([3], 2).x, 0),
      [2, 3],
      ([i = 0, j = 0]) => example([2]).at([i]) * example([3], 2).at([j]),
    );
  });
  it('sums over the pairs listed, in any order', async () => {
    const c = example([4, 5, 3], 3);
    await expectNumbers(
      tensordot(a.x, c.x, [
        [2, 1],
        [0, -1],
      ]),
      [2, 5],
      ([i = 0, j = 0]) => sumOver([3, 4], ([p = 0, q = 0]) => a.at([i, p, q]) * c.at([q, j, p])),
    );
  });
  it('says what does not fit', () => {
    expect(() => tensordot(a.x, b.x, 1)).toThrow(/tensordot: contracted sizes differ.*4 = 3/);
    expect(() => tensordot(a.x, b.x, 4)).toThrow(/tensordot: axis/);
    expect(() =>
      tensordot(a.x, b.x, [
        [0, 0],
        [0, 1],
      ]),
    ).toThrow(/tensordot: names an axis twice/);
  });
});
