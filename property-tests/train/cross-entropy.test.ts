import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Shape } from '../../src/shape-types/dim.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { concat } from '../../src/tensor/ops/join.ts';
import { ensureShape } from '../../src/tensor/ops/reshape.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { Value } from '../../src/tensor/value.ts';
import { axis, valueFrom } from '../../src/tensor/values.ts';
import { crossEntropy, softCrossEntropy } from '../../src/train/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { expectNear, logit, numbersOf, total, valueArb } from './support.ts';

type Labels = Tensor<Shape, 'i32'>;

/** Logits of rows, their labels, and a distribution over the classes for each row. */
interface Rows {
  readonly logits: Value<Shape>;
  readonly labels: Value<Shape, 'i32'>;
  readonly targets: Value<Shape>;
  readonly classes: number;
}

const normalised = (weights: Value<Shape>, classes: number): Value<Shape> =>
  valueFrom(
    weights.shape,
    weights.data.map((_, i, all) => {
      const row = all.slice(i - (i % classes), i - (i % classes) + classes).map((w) => Math.abs(w) + 1 / 64);
      return (row[i % classes] ?? 0) / row.reduce((sum, w) => sum + w, 0);
    }),
  );

const rowsOf = (shape: readonly number[], classes: number): fc.Arbitrary<Rows> =>
  fc.record({
    logits: valueArb([...shape, classes], logit),
    labels: fc
      .array(fc.nat(classes - 1), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((list) => valueFrom(shape, Int32Array.from(list))),
    targets: valueArb([...shape, classes]).map((weights) => normalised(weights, classes)),
    classes: fc.constant(classes),
  });

const rows: fc.Arbitrary<Rows> = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }), fc.integer({ min: 1, max: 5 }))
  .chain(([shape, classes]) => rowsOf(shape, classes));

/** Numbers in rows of a length. */
const inRows = ({ data }: { readonly data: Float32Array }, length: number): readonly (readonly number[])[] =>
  Array.from({ length: data.length / length }, (_, i) =>
    Array.from(data.slice(i * length, (i + 1) * length)),
  );

/** −log of the softmax, in doubles. */
const surprises = (row: readonly number[]): readonly number[] => {
  const top = Math.max(...row);
  const sum = Math.log(total(row.map((x) => Math.exp(x - top)))) + top;
  return row.map((x) => sum - x);
};
const dotOf = (a: readonly number[], b: readonly number[]): number => total(a.map((x, i) => x * (b[i] ?? 0)));

const terms = { reduction: 'none' } as const;
const smoothing = fc.integer({ min: 0, max: 8 }).map((n) => n / 8);

it('cross-entropy is −log softmax(logits)[label], with label smoothing a mean over all classes mixed in', () =>
  fc.assert(
    fc.asyncProperty(rows, smoothing, async ({ logits, labels, classes }, epsilon) => {
      const expected = inRows(logits, classes).map((row, i) => {
        const all = surprises(row);
        return (1 - epsilon) * (all[labels.data[i] ?? 0] ?? 0) + (epsilon * total(all)) / classes;
      });
      const loss = (x: Tensor, y: Labels) => crossEntropy(x, y, { ...terms, labelSmoothing: epsilon });
      expectNear([await numbersOf(loss, logits, labels)], [expected]);
    }),
  ));

it('soft cross-entropy is Σ target · −log softmax(logits)', () =>
  fc.assert(
    fc.asyncProperty(rows, async ({ logits, targets, classes }) => {
      const shares = inRows(targets, classes);
      const expected = inRows(logits, classes).map((row, i) => dotOf(shares[i] ?? [], surprises(row)));
      const loss = (x: Tensor, t: Tensor) => softCrossEntropy(x, t, terms);
      expectNear([await numbersOf(loss, logits, targets)], [expected]);
    }),
  ));

it('label smoothing is soft cross-entropy with smooth targets, and no smoothing that with one-hot ones', () =>
  fc.assert(
    fc.asyncProperty(rows, smoothing, async ({ logits, labels, classes }, epsilon) => {
      const targets = valueFrom(
        logits.shape,
        logits.data.map((_, i) => {
          const hot = labels.data[Math.floor(i / classes)] === i % classes ? 1 - epsilon : 0;
          return hot + epsilon / classes;
        }),
      );
      const hard = (x: Tensor, y: Labels) => crossEntropy(x, y, { labelSmoothing: epsilon });
      expectNear(
        [await numbersOf(hard, logits, labels)],
        [await numbersOf((x: Tensor, t: Tensor) => softCrossEntropy(x, t), logits, targets)],
      );
    }),
  ));

it('cross-entropy does not change when all logits of a row rise alike', () =>
  fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: -64, max: 64 }), async ({ logits, labels }, rise) => {
      const raised = valueFrom(
        logits.shape,
        logits.data.map((x) => x + rise),
      );
      const loss = (x: Tensor, y: Labels) => crossEntropy(x, y, terms);
      // Logits that f32 holds exactly, also when raised.
      expectNear([await numbersOf(loss, raised, labels)], [await numbersOf(loss, logits, labels)], 1e-4);
    }),
  ));

it('soft cross-entropy is at least the entropy of the targets, and is it where the prediction is right (Gibbs)', () =>
  fc.assert(
    fc.asyncProperty(rows, async ({ logits, targets, classes }) => {
      const entropies = inRows(targets, classes).map((row) => -dotOf(row, row.map(Math.log)));
      const loss = (x: Tensor, t: Tensor) => softCrossEntropy(x, t, terms);
      const found = await numbersOf(loss, logits, targets);
      found.forEach((x, i) => {
        expect(x).toBeGreaterThanOrEqual((entropies[i] ?? 0) - 1e-5);
      });
      const right = valueFrom(targets.shape, targets.data.map(Math.log));
      expectNear([await numbersOf(loss, right, targets)], [entropies], 1e-5);
    }),
  ));

it('the terms of a batch are the losses of its examples: vmap agrees', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }).chain((n) => rowsOf([n], 4)),
      async ({ logits, labels }) => {
        const one = (x: Tensor<[4]>, y: Tensor<[], 'i32'>) => crossEntropy(x, y, { labelSmoothing: 0.1 });
        const n = axis('n', labels.data.length);
        const mapped = (x: Tensor, y: Labels) => vmap(one)(ensureShape(x, [n, 4]), ensureShape(y, [n]));
        const batch = (x: Tensor, y: Labels) => crossEntropy(x, y, { ...terms, labelSmoothing: 0.1 });
        expect(await numbersOf(mapped, logits, labels)).toEqual(await numbersOf(batch, logits, labels));
      },
    ),
  ));

it('a label out of range is never left out: the loss is NaN', () =>
  fc.assert(
    fc.asyncProperty(
      rows.filter(({ labels }) => labels.data.length > 0),
      fc.constantFrom(-1, 5, 100, -(2 ** 31), 2 ** 31 - 1),
      fc.nat(),
      smoothing,
      async ({ logits, labels }, wrong, at, labelSmoothing) => {
        const broken = valueFrom(labels.shape, labels.data.with(at % labels.data.length, wrong));
        const loss = (x: Tensor, y: Labels) => crossEntropy(x, y, { labelSmoothing });
        expect(await numbersOf(loss, logits, broken)).toEqual([Number.NaN]);
      },
    ),
  ));

it('impossible classes do not count where the truth does not name them', () =>
  fc.assert(
    fc.asyncProperty(rows, async ({ logits, labels, targets }) => {
      // One class more, with logit −∞ and target 0: nothing changes.
      const more = (x: Tensor, with_: Tensor): Tensor => concat([x, with_], -1);
      const widths = [...logits.shape.slice(0, -1), 1];
      const impossible = valueFrom(widths, new Float32Array(sizeOf(widths)).fill(Number.NEGATIVE_INFINITY));
      const hard = (x: Tensor, y: Labels) => crossEntropy(x, y, terms);
      const hardMore = (x: Tensor, y: Labels, last: Tensor) => crossEntropy(more(x, last), y, terms);
      expect(await numbersOf(hardMore, logits, labels, impossible)).toEqual(
        await numbersOf(hard, logits, labels),
      );
      const soft = (x: Tensor, t: Tensor) => softCrossEntropy(x, t, terms);
      const softMore = (x: Tensor, t: Tensor, last: Tensor) =>
        softCrossEntropy(more(x, last), more(t, zeros(widths)), terms);
      expectNear(
        [await numbersOf(softMore, logits, targets, impossible)],
        [await numbersOf(soft, logits, targets)],
        1e-6,
      );
    }),
  ));
