import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import {
  abs,
  add,
  argmax,
  cast,
  ceil,
  clip,
  elu,
  floor,
  gt,
  leakyRelu,
  max,
  maximum,
  maxPool1d,
  maxPool2d,
  min,
  minimum,
  mul,
  ne,
  norm,
  oneHot,
  relu,
  reshape,
  round,
  scatterAdd,
  sign,
  softplus,
  sort,
  std,
  sum,
  take,
  tensor,
  topK,
  where,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value } from '../../src/tensor/values.ts';
import { grad, jacobian, jvp } from '../../src/transforms/grad/index.ts';

type Vector = Tensor<[number]>;
type Loss = (x: Vector) => Tensor<[]>;

/** The gradient at a vector, in both modes. */
const gradients = (loss: Loss, at: readonly number[]): readonly (readonly number[])[] =>
  [grad(loss), jacobian(loss, { mode: 'forward' })].map((derivative) => {
    const x = value([...at]);
    const [g] = evaluateProgram(programOf(derivative, x), [x]);
    // −0 is 0.
    return [...(g?.data ?? [])].map((y) => y + 0);
  });

/** Σ (i + 1) · 10 · yᵢ: every result has a weight of its own. */
const weighed = (y: Vector, n: number): Tensor<[]> =>
  sum(mul(y, tensor(Array.from({ length: n }, (_, i) => 10 * (i + 1)))));

const [NaN_, infinity] = [Number.NaN, Number.POSITIVE_INFINITY];

describe('at a kink the derivative is that of the piece that was computed', () => {
  it.each<readonly [string, (x: Vector) => Vector, readonly number[], readonly number[]]>([
    ['relu', relu, [-1, 0, -0, 2], [0, 0, 0, 1]],
    ['abs', abs, [-2, 0, -0, 3], [-1, 0, 0, 1]],
    ['sign', sign, [-2, 0, -0, 3], [0, 0, 0, 0]],
    ['floor', floor, [-1.5, 0, 1, 2.5], [0, 0, 0, 0]],
    ['ceil', ceil, [-1.5, 0, 1, 2.5], [0, 0, 0, 0]],
    ['round', round, [-1.5, 0, 0.5, 2], [0, 0, 0, 0]],
    ['leakyRelu', (x) => leakyRelu(x, { slope: 0.25 }), [-1, 0, 1], [0.25, 0.25, 1]],
    ['elu', elu, [0, 1], [1, 1]],
    ['softplus', softplus, [0], [0.5]],
    ['clip, at its bounds too', (x) => clip(x, { low: -1, high: 1 }), [-2, -1, 0, 1, 2], [0, 1, 1, 1, 0]],
    ['clip to one number', (x) => clip(x, { low: 1, high: 1 }), [0, 1, 2], [0, 1, 0]],
    ['the larger of x and 0: x, if they are equal', (x) => maximum(x, 0), [-1, 0, 1], [0, 1, 1]],
    [
      'the larger of 0 and x: 0, if they are equal',
      (x) => maximum(tensor([0, 0, 0]), x),
      [-1, 0, 1],
      [0, 0, 1],
    ],
    ['the smaller of x and 0: x, if they are equal', (x) => minimum(x, 0), [-1, 0, 1], [1, 1, 0]],
    [
      'the smaller of 0 and x: 0, if they are equal',
      (x) => minimum(tensor([0, 0, 0]), x),
      [-1, 0, 1],
      [1, 0, 0],
    ],
    ['the larger of x and x', (x) => maximum(x, x), [-1, 0], [1, 1]],
    ['to integers and back', (x) => cast(cast(x, 'i32'), 'f32'), [0, 1, 1.5], [0, 0, 0]],
    ['where, on both sides', (x) => where(gt(x, 0), mul(x, 2), mul(x, 3)), [-1, 0, 1], [3, 3, 2]],
    ['where, beside NaN', (x) => where(gt(x, 0), mul(x, 2), Number.NaN), [1, 2], [2, 2]],
  ])('%s', (_, f, at, expected) => {
    const each = expected.map((d, i) => d * 10 * (i + 1));
    expect(gradients((x) => weighed(f(x), at.length), at)).toEqual([each, each]);
  });
});

const square = (x: Vector): Tensor<[1, 2, 2, 1]> => reshape(x, [1, 2, 2, 1]);

describe('of equal candidates the first in row-major order has it all', () => {
  it.each<readonly [string, Loss, readonly number[], readonly number[]]>([
    ['max', max, [1, 3, 3, 2], [0, 1, 0, 0]],
    ['min', min, [2, 1, 3, 1], [0, 1, 0, 0]],
    ['max of NaN', max, [1, NaN_, 3, NaN_], [0, 1, 0, 0]],
    ['max of nothing but −∞', max, [-infinity, -infinity], [1, 0]],
    [
      'max over rows',
      (x) => sum(max(reshape(x, [2, 3]), { axes: 1 })),
      [1, 2, 2, 5, 5, 5],
      [0, 1, 0, 1, 0, 0],
    ],
    [
      'min over columns',
      (x) => sum(min(reshape(x, [3, 2]), { axes: 0 })),
      [1, 2, 1, 2, 0, 2],
      [0, 1, 0, 0, 1, 0],
    ],
    [
      'max over the outer axes',
      (x) => sum(max(reshape(x, [2, 2, 2]), { axes: [0, 2] })),
      [1, 2, 3, 3, 2, 0, 3, 3],
      [0, 1, 1, 0, 0, 0, 0, 0],
    ],
    ['a pool', (x) => sum(maxPool1d(reshape(x, [4, 1]), { window: 2 })), [1, 1, 0, 2], [1, 0, 0, 1]],
    [
      'overlapping pools',
      (x) => sum(maxPool1d(reshape(x, [4, 1]), { window: 2, stride: 1 })),
      [1, 1, 1, 0],
      [1, 1, 1, 0],
    ],
    [
      'pools that meet in one element',
      (x) => sum(maxPool1d(reshape(x, [3, 1]), { window: 2, stride: 1 })),
      [0, 5, 0],
      [0, 2, 0],
    ],
    ['a square pool', (x) => sum(maxPool2d(square(x), { window: 2 })), [0, 4, 4, 4], [0, 1, 0, 0]],
    [
      'a pool of −∞',
      (x) => sum(maxPool1d(reshape(x, [2, 1]), { window: 2 })),
      [-infinity, -infinity],
      [1, 0],
    ],
    [
      'padding is never the largest',
      (x) => sum(maxPool1d(reshape(x, [3, 1]), { window: 3, stride: 1, padding: 'same' })),
      [-1, -1, -1],
      [2, 1, 0],
    ],
    ['sort', (x) => weighed(sort(x), 4), [2, 1, 2, 1], [30, 10, 40, 20]],
    ['sort, descending', (x) => weighed(sort(x, { descending: true }), 4), [2, 1, 2, 1], [10, 30, 20, 40]],
    ['topK', (x) => weighed(topK(x, 2).values, 2), [1, 2, 2, 2], [0, 10, 20, 0]],
    ['positions have no derivative', (x) => sum(mul(oneHot(argmax(x), 3), 5)), [1, 2, 2], [0, 0, 0]],
  ])('%s', (_, loss, at, expected) => {
    expect(gradients(loss, at)).toEqual([expected, expected]);
  });
});

it('the largest of nothing stays as it is', () => {
  const rows = zeros([2, 0]);
  const [, moved] = jvp((x: Tensor<[2, 0]>) => max(x, { axes: 1 }), [rows], [rows]);
  const [dy] = evaluateProgram(
    programOf(() => moved),
    [],
  );
  expect(dy?.data).toEqual(Float32Array.of(0, 0));
});

describe('lengths at 0 have the gradient 0, as |x| has', () => {
  it.each<readonly [string, Loss, readonly number[], readonly number[]]>([
    ['norm', norm, [0, 0], [0, 0]],
    [
      'norm of some',
      (x) => sum(norm(reshape(x, [2, 2]), { axes: 1 })),
      [0, 0, 3, 4],
      [0, 0, Math.fround(0.6), Math.fround(0.8)],
    ],
    ['std of equal numbers', std, [5, 5, 5], [0, 0, 0]],
  ])('%s', (_, loss, at, expected) => {
    for (const g of gradients(loss, at)) {
      for (const [i, y] of g.entries()) expect(y).toBeCloseTo(expected[i] ?? 0, 6);
    }
  });
});

/** Indices that only the run knows. */
const unknown = (indices: readonly number[]): Tensor<[number], 'i32'> =>
  add(tensor([...indices], 'i32'), tensor([0], 'i32'));

describe('what lies outside has no derivative', () => {
  it.each<readonly [string, Loss, readonly number[], readonly number[]]>([
    [
      'taken',
      (x) => {
        const y = take(x, unknown([2, 7, 0, -1]), 0);
        return weighed(where(ne(y, y), 0, y), 4);
      },
      [1, 2, 3],
      [30, 0, 10],
    ],
    [
      'added',
      (x) => weighed(scatterAdd(zeros([2]), unknown([0, 7, 1, -1]), x, 0), 2),
      [1, 2, 3, 4],
      [10, 0, 20, 0],
    ],
  ])('%s', (_, loss, at, expected) => {
    expect(gradients(loss, at)).toEqual([expected, expected]);
  });
});
