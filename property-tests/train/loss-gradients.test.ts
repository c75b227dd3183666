/** The gradients of losses are the formulas that one knows, also at kinks and where parts are infinite. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Shape } from '../../src/shape-types/dim.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import {
  binaryCrossEntropy,
  crossEntropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  softCrossEntropy,
} from '../../src/train/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { element, expectNear, numbersOf, valueArb } from './support.ts';

const classes = 4;
const sum = { reduction: 'sum' } as const;
const rows = fc.integer({ min: 1, max: 3 }).chain((n) =>
  fc.record({
    logits: valueArb([n, classes]),
    labels: fc
      .array(fc.nat(classes - 1), { minLength: n, maxLength: n })
      .map((list) => valueFrom([n], Int32Array.from(list))),
    labelSmoothing: fc.constantFrom(0, 0.1, 1),
  }),
);

const softmax = (row: readonly number[]): readonly number[] => {
  const powers = row.map(Math.exp);
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
};

it('of cross-entropy: prediction − target', () =>
  fc.assert(
    fc.asyncProperty(rows, async ({ logits, labels, labelSmoothing }) => {
      const expected = Array.from(labels.data).flatMap((label, i) =>
        softmax(Array.from(logits.data.slice(i * classes, (i + 1) * classes))).map(
          (p, c) => p - (c === label ? 1 - labelSmoothing : 0) - labelSmoothing / classes,
        ),
      );
      const loss = (x: Tensor, y: Tensor<Shape, 'i32'>) => crossEntropy(x, y, { ...sum, labelSmoothing });
      expectNear([await numbersOf(grad(loss), logits, labels)], [expected], 1e-5);
    }),
  ));

const pairs = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.tuple(
      valueArb([n], fc.oneof(element, fc.constantFrom(0, 1, -1))),
      valueArb([n], fc.constantFrom(0, 0.25, 1)),
    ),
  );

it('of binary cross-entropy: prediction − target, at logit 0 too', () =>
  fc.assert(
    fc.asyncProperty(pairs, async ([logits, targets]) => {
      const expected = Array.from(logits.data, (x, i) => 1 / (1 + Math.exp(-x)) - (targets.data[i] ?? 0));
      const loss = (x: Tensor, t: Tensor) => binaryCrossEntropy(x, t, sum);
      expectNear([await numbersOf(grad(loss), logits, targets)], [expected], 1e-5);
    }),
  ));

it('of errors: 2r, the sign of r, and r up to ±δ', () =>
  fc.assert(
    fc.asyncProperty(pairs, async ([x, y]) => {
      const errors = Array.from(x.data, (a, i) => a - (y.data[i] ?? 0));
      const squared = (a: Tensor, b: Tensor) => meanSquaredError(a, b, sum);
      const absolute = (a: Tensor, b: Tensor) => meanAbsoluteError(a, b, sum);
      const robust = (a: Tensor, b: Tensor) => huber(a, b, { ...sum, delta: 0.75 });
      expectNear(
        [
          await numbersOf(grad(squared), x, y),
          await numbersOf(grad(absolute), x, y),
          await numbersOf(grad(robust), x, y),
        ],
        [
          errors.map((r) => 2 * r),
          errors.map(Math.sign),
          errors.map((r) => Math.max(-0.75, Math.min(0.75, r))),
        ],
        1e-5,
      );
    }),
  ));

it('of soft cross-entropy with an impossible class: finite for logits and targets, and 0 for its logit', async () => {
  const logits = valueFrom([1, 3], Float32Array.of(1, Number.NEGATIVE_INFINITY, 0));
  const targets = valueFrom([1, 3], Float32Array.of(0.25, 0, 0.75));
  const [p = 0, q = 0] = softmax([1, 0]);
  const loss = (x: Tensor, t: Tensor) => softCrossEntropy(x, t, sum);
  expectNear([await numbersOf(grad(loss), logits, targets)], [[p - 0.25, 0, q - 0.75]], 1e-6);
  const ofTargets = (t: Tensor, x: Tensor) => softCrossEntropy(x, t, sum);
  const found = await numbersOf(grad(ofTargets), targets, logits);
  expect(found.every(Number.isFinite)).toBe(true);
});
