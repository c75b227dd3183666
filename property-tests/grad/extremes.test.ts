import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import {
  broadcastTo,
  elu,
  gelu,
  logSoftmax,
  logSumExp,
  mul,
  norm,
  pow,
  relu,
  reshape,
  sigmoid,
  silu,
  softmax,
  softplus,
  split,
  standardize,
  std,
  sum,
  tanh,
  tensor,
  variance,
  where,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value } from '../../src/tensor/values.ts';
import { grad } from '../../src/transforms/grad/index.ts';

type Vector = Tensor<[number]>;

const gradient = (loss: (x: Vector) => Tensor<[]>, at: readonly number[]): readonly number[] => {
  const x = value([...at]);
  const [g] = evaluateProgram(programOf(grad(loss), x), [x]);
  return [...(g?.data ?? [])];
};

const absent = Number.NEGATIVE_INFINITY;
const numbers = [
  [0, 0, 0],
  [5, 5, 5],
  [1e4, 1e4, 0],
  [-1e4, 1e4, 1e4],
  [-1e4, -1e4, -1e4],
  [1e30, 1e30, -1e30],
  [1e-30, 0, 0],
] as const;
const partlyAbsent = [...numbers, [absent, 1, 2], [absent, absent, 1e4], [absent, absent, absent]] as const;

const weights = tensor([1, 2, 3]);
const over = (f: (x: Vector) => Vector) => (x: Vector) => sum(mul(f(x), weights));

describe('gradients are finite at extreme numbers', () => {
  it.each<readonly [string, (x: Vector) => Tensor<[]>]>([
    ['relu', over(relu)],
    ['tanh', over(tanh)],
    ['sigmoid', over(sigmoid)],
    ['silu', over(silu)],
    ['gelu', over(gelu)],
    ['gelu by tanh', over((x) => gelu(x, { approximate: 'tanh' }))],
    ['elu', over(elu)],
    ['softplus', over(softplus)],
    ['standardize', over(standardize)],
    ['norm', norm],
    ['std', std],
    ['variance', variance],
  ])('of %s', (_, loss) => {
    for (const at of numbers) expect([at, gradient(loss, at).every(Number.isFinite)]).toEqual([at, true]);
  });

  it.each<readonly [string, (x: Vector) => Tensor<[]>]>([
    ['softmax', over(softmax)],
    ['logSoftmax', over(logSoftmax)],
    ['logSumExp', logSumExp],
    ['softplus', over(softplus)],
    ['sigmoid', over(sigmoid)],
    ['elu', over(elu)],
    ['relu', over(relu)],
  ])('of %s, −∞ among them', (_, loss) => {
    for (const at of partlyAbsent)
      expect([at, gradient(loss, at).every(Number.isFinite)]).toEqual([at, true]);
  });
});

describe('powers at 0', () => {
  /** x to the power y at pairs of both, as one vector. */
  const powers = (pairs: Vector): Tensor<[]> => {
    const [x, y] = split(reshape(pairs, [-1, 2]), 2, 1);
    return sum(pow(x, y));
  };
  const hessian = (pairs: Vector): Tensor<[]> => sum(grad(powers)(pairs));

  it.each([
    [0, 0, [0, 0]],
    [0, 1, [1, 0]],
    [0, 2, [0, 0]],
    [2, 0, [0, Math.log(2)]],
  ] as const)('%d to the power %d has its derivatives, second ones too', (x, y, expected) => {
    const first = gradient(powers, [x, y]);
    for (const [i, g] of first.entries()) expect(g).toBeCloseTo(expected[i] ?? 0, 6);
    expect(gradient(hessian, [x, y]).every(Number.isFinite)).toBe(true);
  });
});

describe('what is masked out', () => {
  const logits = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  });

  it.each<readonly [string, (x: Vector) => Vector]>([
    ['softmax', softmax],
    ['logSoftmax', logSoftmax],
    ['logSumExp', (x) => broadcastTo(logSumExp(x), x.shape)],
  ])('has the gradient 0 and changes no other: %s', (_, f) => {
    fc.assert(
      fc.property(logits, (cells) => {
        const present = cells.filter(([, is]) => is);
        const loss = (weigh: readonly number[]) => (x: Vector) => sum(mul(f(x), tensor([...weigh])));
        const alone =
          present.length === 0
            ? []
            : gradient(
                loss(present.map((__, i) => i + 1)),
                present.map(([x]) => x),
              );
        const mask = tensor(
          cells.map(([, is]) => is),
          'bool',
        );
        const order = cells.map((__, i) => cells.slice(0, i + 1).filter(([, is]) => is).length);
        const masked = gradient(
          (x) => sum(where(mask, mul(f(where(mask, x, absent)), tensor(order)), 0)),
          cells.map(([x]) => x),
        );
        const rest = alone.values();
        expect(masked.map((g) => g + 0)).toEqual(
          cells.map(([, is]) => (is ? (rest.next().value ?? 0) + 0 : 0)),
        );
      }),
    );
  });
});
