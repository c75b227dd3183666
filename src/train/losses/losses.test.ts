import { describe, expect, it } from 'vitest';
import { evaluate } from '../../compile/compile.ts';
import { programOf } from '../../compile/program.ts';
import type { Shape } from '../../shape-types/dim.ts';
import { tensor, zeros } from '../../tensor/ops/constants.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { toNested } from '../../tensor/values.ts';
import {
  binaryCrossEntropy,
  crossEntropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  softCrossEntropy,
} from './index.ts';

/** Tensors whose types do not say that they do not fit. */
const numbers = (x: Tensor): Tensor => x;
const indices = (x: Tensor<Shape, 'i32'>): Tensor<Shape, 'i32'> => x;
const numberOf = async (x: Tensor<[]>): Promise<number> => toNested(await evaluate(x));
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('cross-entropy', () => {
  it('of equal logits is the logarithm of their number', async () => {
    expect(await numberOf(crossEntropy(zeros([3, 46]), tensor([0, 45, 7], 'i32')))).toBeCloseTo(
      Math.log(46),
      6,
    );
  });

  it('neither overflows nor rounds to nothing', async () => {
    const far = tensor([[1000, -1000, 0]]);
    expect(await numberOf(crossEntropy(far, tensor([1], 'i32')))).toBe(2000);
    expect(await numberOf(crossEntropy(far, tensor([0], 'i32')))).toBe(0);
    expect(await numberOf(crossEntropy(tensor([[0, -1]]), tensor([0], 'i32')))).toBeCloseTo(
      Math.log1p(Math.exp(-1)),
      6,
    );
  });

  it('looks up the entry of the label, without making one-hot rows', () => {
    const { equations } = programOf(
      (x: Tensor<[8, 46]>, y: Tensor<[8], 'i32'>) => crossEntropy(x, y),
      zeros([8, 46]),
      zeros([8], 'i32'),
    );
    expect(equations.map(({ primitive }) => primitive)).toContain('gather');
    expect(equations.map(({ primitive }) => primitive)).not.toContain('iota');
  });

  it('of no rows: the mean is NaN, the sum 0', async () => {
    const [logits, labels] = [zeros([0, 3]), zeros([0], 'i32')];
    expect(await numberOf(crossEntropy(logits, labels))).toBe(nan);
    expect(await numberOf(crossEntropy(logits, labels, { reduction: 'sum' }))).toBe(0);
  });

  it('knows impossible classes: ∞ where the label is one, and under label smoothing', async () => {
    const logits = tensor([[0, Number.NEGATIVE_INFINITY, 0]]);
    const [possible, impossible] = [tensor([0], 'i32'), tensor([1], 'i32')];
    expect(await numberOf(crossEntropy(logits, possible))).toBeCloseTo(Math.LN2, 6);
    expect(await numberOf(crossEntropy(logits, impossible))).toBe(infinity);
    expect(await numberOf(crossEntropy(logits, possible, { labelSmoothing: 0.1 }))).toBe(infinity);
    expect(await numberOf(softCrossEntropy(logits, tensor([[0.5, 0, 0.5]])))).toBeCloseTo(Math.LN2, 6);
    expect(await numberOf(softCrossEntropy(logits, tensor([[0.5, 0.5, 0]])))).toBe(infinity);
  });

  it('says what does not fit', () => {
    const logits = zeros([4, 3]);
    expect(() => crossEntropy(logits, tensor([0, 1, 2, 3], 'i32'))).toThrow(
      'crossEntropy: index 3 is out of range: i32[4]; expected 0 ≤ index < 3',
    );
    expect(() => crossEntropy(logits, tensor([0, -1, 2, 0], 'i32'))).toThrow(/index -1 is out of range/);
    expect(() => crossEntropy(numbers(logits), indices(zeros([3], 'i32')))).toThrow(
      'crossEntropy: the labels do not have the shape of the logits without their last axis: f32[4,3] and i32[3]; expected [4]',
    );
    expect(() => crossEntropy(numbers(zeros([])), indices(zeros([], 'i32')))).toThrow(/no axis of classes/);
    for (const labelSmoothing of [-0.1, 1.1, nan]) {
      expect(() => crossEntropy(logits, zeros([4], 'i32'), { labelSmoothing })).toThrow(
        `crossEntropy: labelSmoothing must be in [0, 1], got ${labelSmoothing}`,
      );
    }
    expect(() => softCrossEntropy(numbers(logits), numbers(zeros([4, 1])))).toThrow(
      'softCrossEntropy: the shapes differ: f32[4,3] and f32[4,1]',
    );
    expect(() => softCrossEntropy(numbers(zeros([])), numbers(zeros([])))).toThrow(/no axis of classes/);
  });
});

describe('binary cross-entropy', () => {
  it('is exact where the sigmoid is 0 or 1', async () => {
    const logits = tensor([1000, -1000, 1000, -1000, 20, infinity, -infinity]);
    const targets = tensor([1, 1, 0, 0, 1, 1, 0]);
    const found = await evaluate(binaryCrossEntropy(logits, targets, { reduction: 'none' }));
    expect(toNested(found)).toEqual([0, 1000, 1000, 0, Math.fround(Math.log1p(Math.exp(-20))), 0, 0]);
  });
});

describe('losses of numbers', () => {
  it('do not broadcast', () => {
    const [column, row] = [numbers(zeros([4, 1])), numbers(zeros([4]))];
    expect(() => meanSquaredError(column, row)).toThrow(
      'meanSquaredError: the shapes differ: f32[4,1] and f32[4]',
    );
    expect(() => meanAbsoluteError(column, row)).toThrow(/^meanAbsoluteError: the shapes differ/);
    expect(() => huber(column, row)).toThrow(/^huber: the shapes differ/);
    expect(() => binaryCrossEntropy(column, row)).toThrow(/^binaryCrossEntropy: the shapes differ/);
  });

  it('grow without bound, to ∞, and keep NaN', async () => {
    const x = tensor([infinity, -infinity, nan]);
    const found = await evaluate(huber(x, zeros([3]), { reduction: 'none' }));
    expect(toNested(found)).toEqual([infinity, infinity, nan]);
  });

  it('huber takes a δ above 0', () => {
    for (const delta of [0, -1, nan, infinity]) {
      expect(() => huber(zeros([2]), zeros([2]), { delta })).toThrow(
        `huber: delta must be a number > 0, got ${delta}`,
      );
    }
  });
});
