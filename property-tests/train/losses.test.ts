import fc from 'fast-check';
import { it } from 'vitest';
import { sub } from '../../src/tensor/ops/arithmetic.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { stack } from '../../src/tensor/ops/join.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import {
  binaryCrossEntropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  type Reduction,
  softCrossEntropy,
} from '../../src/train/index.ts';
import { expectNear, logit, numbersOf, total, valueArb } from './support.ts';

const terms = { reduction: 'none' } as const;

it('binary cross-entropy is soft cross-entropy of two classes, one of which has logit 0', () =>
  fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 5 })
        .chain((n) => fc.tuple(valueArb([n], logit), valueArb([n], fc.constantFrom(0, 0.25, 0.5, 1)))),
      async ([logits, targets]) => {
        const loss = (x: Tensor, t: Tensor) => binaryCrossEntropy(x, t, terms);
        const two = (x: Tensor, t: Tensor) =>
          softCrossEntropy(stack([x, zeros(x.shape)], -1), stack([t, sub(1, t)], -1), terms);
        expectNear([await numbersOf(loss, logits, targets)], [await numbersOf(two, logits, targets)]);
      },
    ),
  ));

const pairs = fc
  .array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 })
  .chain((shape) => fc.tuple(valueArb(shape), valueArb(shape)));

it('losses of numbers are their definitions', () =>
  fc.assert(
    fc.asyncProperty(pairs, fc.integer({ min: 1, max: 256 }), async ([x, y], n) => {
      const delta = n / 32;
      const errors = Array.from(x.data, (a, i) => Math.abs(a - (y.data[i] ?? 0)));
      const squares = await numbersOf((a: Tensor, b: Tensor) => meanSquaredError(a, b, terms), x, y);
      const distances = await numbersOf((a: Tensor, b: Tensor) => meanAbsoluteError(a, b, terms), x, y);
      const hubers = await numbersOf((a: Tensor, b: Tensor) => huber(a, b, { ...terms, delta }), x, y);
      expectNear([squares, distances], [errors.map((r) => r * r), errors]);
      expectNear([hubers], [errors.map((r) => (r <= delta ? (r * r) / 2 : delta * (r - delta / 2)))]);
    }),
  ));

/** Every loss on two trees of the same form, so that their common laws are tried on each. */
const losses: fc.Arbitrary<(x: Tensor, y: Tensor, reduction: Reduction) => Tensor> = fc.constantFrom(
  (x: Tensor, y: Tensor, reduction: Reduction): Tensor => meanSquaredError(x, y, { reduction }),
  (x: Tensor, y: Tensor, reduction: Reduction): Tensor => meanAbsoluteError(x, y, { reduction }),
  (x: Tensor, y: Tensor, reduction: Reduction): Tensor => huber(x, y, { reduction }),
  (x: Tensor, y: Tensor, reduction: Reduction): Tensor => binaryCrossEntropy(x, y, { reduction }),
  (x: Tensor, y: Tensor, reduction: Reduction): Tensor => softCrossEntropy(x, y, { reduction }),
);

it('the sum is the sum of the terms, and the mean that over their number', () =>
  fc.assert(
    fc.asyncProperty(pairs, losses, async ([x, y], loss) => {
      fc.pre(x.shape.length > 0);
      const by = (how: Reduction) => numbersOf((a: Tensor, b: Tensor) => loss(a, b, how), x, y);
      const each = await by('none');
      expectNear([await by('sum'), await by('mean')], [[total(each)], [total(each) / each.length]]);
    }),
  ));
