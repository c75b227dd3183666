import { describe, expect, it } from 'vitest';
import { evaluate } from '../../compile/compile.ts';
import type { Shape } from '../../shape-types/dim.ts';
import { tensor, zeros } from '../../tensor/ops/constants.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { toNested } from '../../tensor/values.ts';
import { accuracy, confusionMatrix, perClass, topKHits, wilsonInterval } from './index.ts';

const indices = (x: Tensor<Shape, 'i32'>): Tensor<Shape, 'i32'> => x;
const anyNumber = (k: number): number => k;
const { NaN: nan } = Number;

describe('top-k', () => {
  const logits = tensor([
    [1, 1, 1],
    [nan, 2, 1],
    [nan, nan, nan],
  ]);
  const hits = async (labels: Tensor<[3], 'i32'>, k: number) =>
    toNested(await evaluate(topKHits(logits, labels, k)));

  it('gives ties to the earlier class, and NaN the last place', async () => {
    expect(await hits(tensor([0, 1, 0], 'i32'), 1)).toBe(2);
    expect(await hits(tensor([1, 2, 0], 'i32'), 1)).toBe(0);
    expect(await hits(tensor([1, 2, 0], 'i32'), 2)).toBe(2);
    expect(await hits(tensor([2, 0, 2], 'i32'), 3)).toBe(1);
  });

  it('takes any number of leading axes', async () => {
    expect(toNested(await evaluate(topKHits(tensor([1, 2]), tensor(1, 'i32'), 1)))).toBe(1);
    const clips = tensor([
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
    ]);
    expect(
      toNested(
        await evaluate(
          accuracy(
            clips,
            tensor(
              [
                [1, 1],
                [1, 0],
              ],
              'i32',
            ),
          ),
        ),
      ),
    ).toBe(0.75);
  });

  it('of no rows is 0, and accuracy NaN', async () => {
    const [none, labels] = [zeros([0, 3]), zeros([0], 'i32')];
    expect(toNested(await evaluate(topKHits(none, labels, 2)))).toBe(0);
    expect(toNested(await evaluate(accuracy(none, labels)))).toBe(nan);
  });

  it('says what does not fit', () => {
    const labels = zeros([3], 'i32');
    expect(() => topKHits(logits, labels, anyNumber(4))).toThrow('topKHits: takes k from 0 to 3, got 4');
    expect(() => topKHits(logits, labels, anyNumber(1.5))).toThrow(/takes k from 0 to 3, got 1.5/);
    expect(() => topKHits(logits, indices(zeros([2], 'i32')), 1)).toThrow(
      /^topKHits: the labels do not have the shape/,
    );
    expect(() => accuracy(logits, tensor([0, 1, 3], 'i32'))).toThrow('accuracy: index 3 is out of range');
  });
});

describe('confusion matrix', () => {
  it('has the truth in its rows', async () => {
    const counts = confusionMatrix(tensor([0, 0, 1], 'i32'), tensor([1, 1, 1], 'i32'), 2);
    expect(toNested(await evaluate(counts))).toEqual([
      [0, 2],
      [0, 1],
    ]);
  });
  it('says what does not fit', () => {
    const labels = tensor([0, 2], 'i32');
    expect(() => confusionMatrix(labels, labels, 2)).toThrow('confusionMatrix: index 2 is out of range');
    expect(() => confusionMatrix(labels, indices(zeros([3], 'i32')), 3)).toThrow(
      'confusionMatrix: the shapes differ',
    );
    for (const classes of [0, -1, 2.5, 50_000]) {
      expect(() => confusionMatrix(labels, labels, classes)).toThrow(
        `confusionMatrix: classes must be a whole number from 1 to 46340, got ${classes}`,
      );
    }
  });
});

describe('scores of classes', () => {
  it('are NaN, not 0, where there is nothing to divide by', () => {
    expect(
      perClass([
        [2, 0, 0],
        [1, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual([
      { precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
      { precision: nan, recall: 0, f1: 0, support: 1 },
      { precision: nan, recall: nan, f1: nan, support: 0 },
    ]);
    expect(perClass([])).toEqual([]);
  });
  it('say what is no confusion matrix', () => {
    expect(() => perClass([[1, 2]])).toThrow('perClass: row 0 is [1, 2]; expected 1 whole numbers ≥ 0');
    expect(() =>
      perClass([
        [1, 2],
        [0.5, 1],
      ]),
    ).toThrow(/row 1 is \[0.5, 1\]/);
    expect(() => perClass([[-1]])).toThrow(/row 0 is \[-1\]/);
  });
});

describe('Wilson’s interval', () => {
  it('is the one in the literature', () => {
    // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
    const table: readonly (readonly [number, number, number, number])[] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [hits, n, low, high] of table) {
      const [l, h] = wilsonInterval(hits, n);
      expect([l.toFixed(4), h.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    }
  });
  it('ends at exactly 0 and 1, and of no tries is all there is', () => {
    expect(wilsonInterval(0, 7)[0]).toBe(0);
    expect(wilsonInterval(7, 7)[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
  it('refuses what is no count or no confidence', () => {
    for (const [hits, n] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [0, nan],
    ] as const) {
      expect(() => wilsonInterval(hits, n)).toThrow(
        `wilsonInterval: takes 0 ≤ hits ≤ n in whole numbers, got ${hits} of ${n}`,
      );
    }
    for (const confidence of [0, 1, 95, nan]) {
      expect(() => wilsonInterval(1, 2, confidence)).toThrow(/confidence must be between 0 and 1/);
    }
  });
});
