import { describe, expect, it } from 'vitest';
import {
  example,
  expectNumbers,
  type Index,
  numbersOf,
  sumOver,
} from '../../../property-tests/support/naive.ts';
import { tensor } from './constants.ts';
import { areaResize, bilinearResize, upsample } from './resize.ts';
import { areaWeights, bilinearWeights } from './resize-weights.ts';

/** The definition in RSTG.md: how much of input i the cell [o·nIn/nOut, (o+1)·nIn/nOut) covers, over the cell's size. */
const covered = (nIn: number, nOut: number, o: number, i: number): number => {
  const [from, to] = [(o * nIn) / nOut, ((o + 1) * nIn) / nOut];
  return Math.max(0, Math.min(to, i + 1) - Math.max(from, i)) / (to - from);
};

const sizes = [
  [7, 3],
  [3, 7],
  [14, 4],
  [1, 5],
  [5, 1],
  [6, 6],
  [4, 2],
  [2, 3],
] as const;

describe('areaWeights', () => {
  it.each(sizes)('%d → %d follow the definition, and sum to 1', (nIn, nOut) => {
    const weights = areaWeights(nIn, nOut);
    expect([weights.length, weights[0]?.length]).toEqual([nOut, nIn]);
    weights.forEach((row, o) => {
      expect(row).toEqual(row.map((_, i) => expect.closeTo(covered(nIn, nOut, o, i), 12)));
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    });
  });
  it('count every input equally', () => {
    const weights = areaWeights(7, 3);
    for (const i of [0, 1, 2, 3, 4, 5, 6]) {
      expect(weights.reduce((sum, row) => sum + (row[i] ?? 0), 0)).toBeCloseTo(3 / 7, 12);
    }
  });
  it('take sizes ≥ 1', () => {
    expect(() => areaWeights(0, 3)).toThrow(/areaWeights: sizes must be whole numbers ≥ 1/);
  });
});

describe('areaResize', () => {
  it.each<readonly [Index, readonly [number, number]]>([
    [
      [2, 7, 7, 3],
      [3, 3],
    ],
    [
      [7, 5, 2],
      [2, 6],
    ],
    [
      [2, 2, 3, 4, 1],
      [5, 4],
    ],
    [
      [1, 1, 1],
      [2, 3],
    ],
    [
      [0, 4, 4, 2],
      [2, 2],
    ],
  ])('%j to %j', async (shape, to) => {
    const { x, at } = example(shape);
    const [h = 0, w = 0, c = 0] = shape.slice(-3);
    await expectNumbers(areaResize(x, to), [...shape.slice(0, -3), ...to, c], (out) => {
      const [row = 0, column = 0, channel = 0] = out.slice(-3);
      return sumOver(
        [h, w],
        ([i = 0, j = 0]) =>
          covered(h, to[0], row, i) * covered(w, to[1], column, j) * at([...out.slice(0, -3), i, j, channel]),
      );
    });
  });
  it('leaves what has the size, and refuses what has no picture', () => {
    const x = example([4, 4, 2]).x;
    expect(areaResize(x, [4, 4])).toBe(x);
    expect(() => areaResize(x, [0, 4])).toThrow(/areaResize: takes a height and a width ≥ 1/);
    expect(() => areaResize(example([0, 4, 2]).x, [2, 4])).toThrow(/areaResize: axis 0 is empty/);
  });
});

describe('bilinearResize', () => {
  it('interpolates between centres, and goes on beyond the outermost', async () => {
    const ramp = tensor([[[0], [1], [2], [3]]]);
    expect((await numbersOf(bilinearResize(ramp, [1, 8]))).data).toEqual([
      0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3,
    ]);
    expect((await numbersOf(bilinearResize(ramp, [1, 2]))).data).toEqual([0.5, 2.5]);
  });
  it('with antialias counts every pixel', () => {
    // A triangle of twice the width: 1/8, 3/8, 3/8, 1/8, cut off and normalised at the border.
    const [first = [], middle = []] = bilinearWeights(8, 4, true);
    expect(middle.slice(1, 5)).toEqual([0.125, 0.375, 0.375, 0.125]);
    expect(first[0]).toBeCloseTo(3 / 7, 12);
  });
});

it('upsample repeats pixels', async () => {
  const { x, at } = example([2, 2, 3, 2]);
  await expectNumbers(upsample(x, 3), [2, 6, 9, 2], ([b = 0, i = 0, j = 0, c = 0]) =>
    at([b, Math.floor(i / 3), Math.floor(j / 3), c]),
  );
  expect((await numbersOf(upsample(x, 1))).shape).toEqual([2, 2, 3, 2]);
  expect(() => upsample(x, 0)).toThrow(/upsample: factor must be a whole number ≥ 1/);
});
