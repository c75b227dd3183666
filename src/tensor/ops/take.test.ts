import { describe, expect, it } from 'vitest';
import { example, expectNumbers, numbersOf } from '../../../property-tests/support/naive.ts';
import { arange, tensor, zeros } from './constants.ts';
import { argsort, sort, topK } from './sort.ts';
import { gather, oneHot, scatterAdd, take, takeAlong } from './take.ts';

const nan = Number.NaN;

describe('take', () => {
  const { x, at } = example([2, 3, 4]);
  const places = [
    [2, 0],
    [1, 1],
    [0, 2],
  ] as const;
  it('puts the shape of the indices in the place of the axis', async () => {
    const indices = tensor(
      [
        [2, 0],
        [1, 1],
        [0, 2],
      ],
      'i32',
    );
    await expectNumbers(take(x, indices, 1), [2, 3, 2, 4], ([i = 0, p = 0, q = 0, k = 0]) =>
      at([i, places[p]?.[q] ?? nan, k]),
    );
    await expectNumbers(take(x, tensor(1, 'i32'), -1), [2, 3], ([i = 0, j = 0]) => at([i, j, 1]));
    expect((await numbersOf(take(x, zeros([0], 'i32'), 0))).shape).toEqual([0, 3, 4]);
  });
  it('refuses constant indices out of range, and gives NaN for others', async () => {
    expect(() => take(x, tensor([0, 3], 'i32'), 1)).toThrow(
      'take: index 3 is out of range: i32[2]; expected 0 ≤ index < 3',
    );
    expect(() => take(x, tensor([-1], 'i32'), 0)).toThrow(/take: index -1 is out of range/);
    const computed = take(tensor([10, 20]), arange(3), 0);
    expect((await numbersOf(computed)).data).toEqual([10, 20, nan]);
    expect((await numbersOf(take(tensor([10, 20], 'i32'), arange(3), 0))).data).toEqual([10, 20, 0]);
  });
});

describe('gather', () => {
  const { x, at } = example([2, 3, 4, 2]);
  const rows = [
    [3, 0, 3],
    [1, 1, 2],
  ] as const;
  it('gives every example of a batch its own slices', async () => {
    await expectNumbers(gather(x, tensor(rows, 'i32'), 2, 1), [2, 3, 3, 2], ([b = 0, p = 0, i = 0, r = 0]) =>
      at([b, p, rows[b]?.[i] ?? nan, r]),
    );
  });
  it('is take without a batch', async () => {
    const indices = tensor([2, 0], 'i32');
    expect(await numbersOf(gather(x, indices, -3))).toEqual(await numbersOf(take(x, indices, 1)));
  });
  it('names what does not fit', () => {
    const [wide, unknown]: readonly [number, number] = [1, 3];
    expect(() => gather(x, zeros([unknown, 2], 'i32'), 2, wide)).toThrow(/^gather: batch sizes differ/);
    expect(() => gather(x, zeros([2, 2], 'i32'), 0, wide)).toThrow(
      /^gather: has no axis 0 after 1 batch axes/,
    );
  });
});

describe('takeAlong', () => {
  it('takes one element for each index', async () => {
    const { x, at } = example([2, 3]);
    const rows = [
      [2, 2, 0, 1],
      [0, 1, 0, 2],
    ] as const;
    await expectNumbers(takeAlong(x, tensor(rows, 'i32'), 1), [2, 4], ([i = 0, j = 0]) =>
      at([i, rows[i]?.[j] ?? nan]),
    );
    await expectNumbers(takeAlong(x, tensor([[1, 0, 1]], 'i32'), 0), [1, 3], ([, j = 0]) =>
      at([j === 1 ? 0 : 1, j]),
    );
    expect(() => takeAlong(x, tensor([[0]], 'i32'), 1)).toThrow(/takeAlong: shapes differ off axis 1/);
  });
});

describe('scatterAdd', () => {
  it('adds all updates of an index', async () => {
    const [x, u] = [example([3, 2]), example([4, 2], 2)];
    const places = [2, 0, 2, 2];
    await expectNumbers(scatterAdd(x.x, tensor([2, 0, 2, 2], 'i32'), u.x, 0), [3, 2], ([i = 0, j = 0]) =>
      places.reduce((sum, place, n) => (place === i ? sum + u.at([n, j]) : sum), x.at([i, j])),
    );
    const v = example([3, 5], 3);
    await expectNumbers(scatterAdd(x.x, tensor([1, 0, 1, 1, 0], 'i32'), v.x, 1), [3, 2], ([i = 0, j = 0]) =>
      [1, 0, 1, 1, 0].reduce((sum, place, n) => (place === j ? sum + v.at([i, n]) : sum), x.at([i, j])),
    );
  });
  it('is nothing without updates, and refuses what does not fit', async () => {
    const x = zeros([3]);
    expect((await numbersOf(scatterAdd(x, zeros([0], 'i32'), zeros([0]), 0))).data).toEqual([0, 0, 0]);
    expect(() => scatterAdd(x, tensor([3], 'i32'), tensor([1]), 0)).toThrow(
      /scatterAdd: index 3 is out of range/,
    );
    const two: typeof x = zeros([3]);
    expect(() => scatterAdd(two, arange(2), example([3]).x, 0)).toThrow(
      /updates do not have the shape of what is taken.*\[2\]/,
    );
    expect((await numbersOf(scatterAdd(x, arange(5), example([5]).x, 0))).shape).toEqual([3]);
  });
});

it('oneHot is 1 at the index', async () => {
  expect(await numbersOf(oneHot(tensor([[2], [0]], 'i32'), 3))).toEqual({
    shape: [2, 1, 3],
    data: [0, 0, 1, 1, 0, 0],
  });
  expect((await numbersOf(oneHot(arange(3), 2))).data).toEqual([1, 0, 0, 1, 0, 0]);
  expect(() => oneHot(tensor([3], 'i32'), 3)).toThrow(/oneHot: index 3 is out of range/);
});

describe('sorting', () => {
  const x = tensor([
    [3, 1, 2, 1],
    [nan, 0, -1, 5],
  ]);
  it('is stable, NaN last, in both directions', async () => {
    expect((await numbersOf(argsort(x))).data).toEqual([1, 3, 2, 0, 2, 1, 3, 0]);
    expect((await numbersOf(argsort(x, { descending: true }))).data).toEqual([0, 2, 1, 3, 3, 1, 2, 0]);
    expect((await numbersOf(sort(x))).data).toEqual([1, 1, 2, 3, -1, 0, 5, nan]);
    expect((await numbersOf(sort(x, { axis: 0 }))).data).toEqual([3, 0, -1, 1, nan, 1, 2, 5]);
    expect((await numbersOf(sort(zeros([2, 0])))).shape).toEqual([2, 0]);
  });
  it('sorts integers without overflow', async () => {
    const least = -(2 ** 31);
    const y = tensor([0, least, 2 ** 31 - 1], 'i32');
    expect((await numbersOf(sort(y, { descending: true }))).data).toEqual([2 ** 31 - 1, 0, least]);
  });
  it('topK gives values and places', async () => {
    const { values, indices } = topK(
      tensor([
        [10, 30, 20],
        [1, 1, 0],
      ]),
      2,
    );
    expect(await numbersOf(values)).toEqual({ shape: [2, 2], data: [30, 20, 1, 1] });
    expect(await numbersOf(indices)).toEqual({ shape: [2, 2], data: [1, 2, 0, 1] });
    const columns = topK(
      tensor([
        [10, 30],
        [20, 5],
      ]),
      1,
      0,
    );
    expect(await numbersOf(columns.values)).toEqual({ shape: [1, 2], data: [20, 30] });
    expect(() => topK(tensor([1, 2]), 3 as number)).toThrow(/topK: takes k from 0 to 2, got 3/);
  });
});
