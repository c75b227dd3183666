/** Ops and losses whose formulas take care of extreme numbers: at ordinary ones they have their own derivative. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as ops from '../../src/tensor/ops/index.ts';
import type { AnyTensor, Tensor } from '../../src/tensor/tensor.ts';
import * as losses from '../../src/train/losses/index.ts';
import type { Many } from '../scan-vmap/support.ts';
import { expectAllSlopes, expectSlopes, fewer } from './slopes.ts';
import { directions, gradientOf } from './support.ts';

type Matrix = Tensor<[number, number]>;

function matrix(x: AnyTensor | undefined): Matrix;
function matrix(x: AnyTensor | undefined): AnyTensor {
  if (x === undefined) throw new RangeError('no matrix');
  return x;
}

/** The derivatives of a function of matrices of one shape, and of its gradient, are what differences say. */
const check = (f: (x: Matrix, y: Matrix) => AnyTensor): void => {
  const many: Many = (x, y) => [f(matrix(x), matrix(y))];
  const shapes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }));
  for (const change of [many, gradientOf(many)]) {
    expectAllSlopes(
      fc.tuple(shapes, fc.nat()),
      ([shape, seed]) =>
        expectSlopes((xs) => ({ f: change, xs }), directions([{ shape }, { shape }], seed + 2), seed),
      fewer,
    );
  }
};

describe('derivatives, first and second, are what differences say', () => {
  it.each<readonly [string, (x: Matrix, y: Matrix) => AnyTensor]>([
    ['softmax', (x) => ops.softmax(x)],
    ['softmax along the first axis', (x) => ops.softmax(x, 0)],
    ['logSoftmax', (x) => ops.logSoftmax(x)],
    ['logSumExp', (x) => ops.logSumExp(x, { axes: 1 })],
    ['softplus', ops.softplus],
    ['silu', ops.silu],
    ['gelu', (x) => ops.gelu(x)],
    ['gelu by tanh', (x) => ops.gelu(x, { approximate: 'tanh' })],
    ['elu', (x) => ops.elu(x)],
    ['leakyRelu', (x) => ops.leakyRelu(x)],
    ['norm', (x) => ops.norm(x, { axes: 1 })],
    ['std', (x) => ops.std(x, { axes: 1 })],
    ['variance', (x) => ops.variance(x, { axes: 1, correction: 1 })],
    ['standardize', (x) => ops.standardize(x, { axes: 1, epsilon: 0.1 })],
    ['sort', (x) => ops.sort(x)],
    ['topK', (x) => ops.topK(x, 2).values],
    ['clip', (x) => ops.clip(x, { low: -0.75, high: 0.75 })],
    ['area resize', (x) => ops.areaResize(ops.expandDims(x, 2), [2, 3])],
    ['bilinear resize', (x) => ops.bilinearResize(ops.expandDims(x, 2), [5, 3])],
    [
      'mean pool, padded',
      (x) => ops.avgPool2d(ops.expandDims(x, 2), { window: 3, stride: 2, padding: 'same' }),
    ],
    ['a product and its transpose', (x, y) => ops.matmul(x, ops.transpose(y))],
    ['powers', (x, y) => ops.pow(ops.exp(x), y)],
    ['meanSquaredError', (x, y) => losses.meanSquaredError(x, y)],
    ['meanAbsoluteError', (x, y) => losses.meanAbsoluteError(x, ops.mul(y, 3))],
    // Each piece by itself: where they meet, the second derivative jumps, and no difference says what it is.
    ['huber, near', (x, y) => losses.huber(x, ops.mul(y, 2), { delta: 50 })],
    ['huber, far', (x, y) => losses.huber(ops.add(x, 50), ops.mul(y, 2), { delta: 0.8 })],
    ['binaryCrossEntropy', (x, y) => losses.binaryCrossEntropy(ops.mul(x, 3), ops.sigmoid(y))],
    ['softCrossEntropy', (x, y) => losses.softCrossEntropy(x, ops.softmax(y))],
    ['crossEntropy', (x, y) => losses.crossEntropy(x, ops.argmax(y, { axis: 1 }))],
    [
      'crossEntropy, smoothed',
      (x, y) => losses.crossEntropy(x, ops.argmax(y, { axis: 1 }), { labelSmoothing: 0.1 }),
    ],
  ])('%s', (_, f) => {
    check(f);
  });
});
