import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Shape } from '../../src/shape-types/dim.ts';
import { argmax } from '../../src/tensor/ops/extremes.ts';
import { topK } from '../../src/tensor/ops/sort.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { accuracy, confusionMatrix, perClass, topKHits } from '../../src/train/index.ts';
import { numbersOf } from './support.ts';

type Labels = Tensor<Shape, 'i32'>;

/** Few different logits, so that ties are common; NaN and ∞ among them now and then. */
const logit = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

const many = <A>(of: fc.Arbitrary<A>, length: number) =>
  fc.array(of, { minLength: length, maxLength: length });

const answers = fc
  .record({ n: fc.integer({ min: 1, max: 6 }), classes: fc.integer({ min: 1, max: 5 }) })
  .chain(({ n, classes }) =>
    fc.record({
      logits: many(many(logit, classes), n),
      labels: many(fc.nat(classes - 1), n),
      k: fc.nat(classes),
      classes: fc.constant(classes),
    }),
  );

const matrix = (rows: readonly (readonly number[])[]) =>
  valueFrom([rows.length, rows[0]?.length ?? 0], Float32Array.from(rows.flat()));
const indices = (list: readonly number[]) => valueFrom([list.length], Int32Array.from(list));

/** The classes of a row, best first: sorted, of equal ones the earlier first, NaN last. */
const ranking = (row: readonly number[]): readonly number[] =>
  row
    .map((_, i) => i)
    .toSorted((i, j) => {
      const [a, b] = [row[i] ?? 0, row[j] ?? 0];
      if (Number.isNaN(a) || Number.isNaN(b))
        return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
      return a === b ? i - j : b - a;
    });

it('hits are the rows whose label is among the first k when sorted; NaN is never one', () =>
  fc.assert(
    fc.asyncProperty(answers, async ({ logits, labels, k }) => {
      const expected = logits.filter((row, i) => {
        const label = labels[i] ?? -1;
        return ranking(row).slice(0, k).includes(label) && !Number.isNaN(row[label]);
      }).length;
      const hits = (x: Tensor, y: Labels) => topKHits(x, y, k);
      expect(await numbersOf(hits, matrix(logits), indices(labels))).toEqual([expected]);
    }),
  ));

it('the classes that would be hits are those that the op topK names', () =>
  fc.assert(
    fc.asyncProperty(answers, async ({ logits, k }) => {
      const row = (logits[0] ?? []).map((x) => (Number.isNaN(x) ? 0 : x));
      const best = await numbersOf((x: Tensor) => topK(x, k).indices, matrix([row]));
      const hits = (x: Tensor, y: Labels) => topKHits(x, y, k);
      for (const label of row.keys()) {
        const found = await numbersOf(hits, matrix([row]), indices([label]));
        expect(found).toEqual([Number(best.includes(label))]);
      }
    }),
  ));

it('more guesses, no fewer hits; with as many as there are classes, all rows but those with NaN', () =>
  fc.assert(
    fc.asyncProperty(answers, async ({ logits, labels, classes }) => {
      const counts: number[] = [];
      for (let k = 0; k <= classes; k++) {
        const [count = -1] = await numbersOf(
          (x: Tensor, y: Labels) => topKHits(x, y, k),
          matrix(logits),
          indices(labels),
        );
        expect(count).toBeGreaterThanOrEqual(counts.at(-1) ?? 0);
        counts.push(count);
      }
      const clean = logits.filter((row, i) => !Number.isNaN(row[labels[i] ?? -1])).length;
      expect([counts[0], counts.at(-1)]).toEqual([0, clean]);
    }),
  ));

it('accuracy is the diagonal of the confusion matrix over all of it, and the hits of one guess', () =>
  fc.assert(
    fc.asyncProperty(answers, async ({ logits, labels, classes }) => {
      fc.pre(!logits.flat().some(Number.isNaN));
      const [x, y] = [matrix(logits), indices(labels)];
      const [share = Number.NaN] = await numbersOf((a: Tensor, b: Labels) => accuracy(a, b), x, y);
      const [hits = Number.NaN] = await numbersOf((a: Tensor, b: Labels) => topKHits(a, b, 1), x, y);
      const guess = (a: Tensor, b: Labels) => confusionMatrix(b, argmax(a, { axis: -1 }), classes);
      const counts = await numbersOf(guess, x, y);
      const diagonal = counts.filter((_, i) => i % (classes + 1) === 0).reduce((sum, n) => sum + n, 0);
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(labels.length);
      expect([hits, share]).toEqual([diagonal, Math.fround(diagonal / labels.length)]);
    }),
  ));

/** Labels and predictions; some of no class. */
const guesses = fc.integer({ min: 1, max: 4 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    pairs: fc.array(
      fc.tuple(fc.integer({ min: -2, max: classes + 1 }), fc.integer({ min: -2, max: classes + 1 })),
      {
        maxLength: 12,
      },
    ),
  }),
);

const confusion = async (pairs: readonly (readonly [number, number])[], classes: number): Promise<number[]> =>
  numbersOf(
    (a: Labels, b: Labels) => confusionMatrix(a, b, classes),
    indices(pairs.map(([label]) => label)),
    indices(pairs.map(([, guess]) => guess)),
  );

it('the confusion matrix counts each pair of classes; pairs with another number are in no cell', () =>
  fc.assert(
    fc.asyncProperty(guesses, async ({ pairs, classes }) => {
      const expected = Array.from({ length: classes ** 2 }, (_, cell) => {
        const [truth, guess] = [Math.floor(cell / classes), cell % classes];
        return pairs.filter(([a, b]) => a === truth && b === guess).length;
      });
      expect(await confusion(pairs, classes)).toEqual(expected);
    }),
  ));

it('confusion matrices of batches add up to that of all', () =>
  fc.assert(
    fc.asyncProperty(guesses, fc.nat(12), async ({ pairs, classes }, cut) => {
      const [first, second] = [
        await confusion(pairs.slice(0, cut), classes),
        await confusion(pairs.slice(cut), classes),
      ];
      expect(first.map((n, i) => n + (second[i] ?? 0))).toEqual(await confusion(pairs, classes));
    }),
  ));

it('precision, recall and F1 of a class are what the pairs say', () => {
  fc.assert(
    fc.property(guesses, ({ pairs, classes }) => {
      const inside = pairs.filter((pair) => pair.every((n) => n >= 0 && n < classes));
      const count = (f: (pair: readonly [number, number]) => boolean) => inside.filter(f).length;
      const rows = Array.from({ length: classes }, (_, a) =>
        Array.from({ length: classes }, (_, b) => count(([x, y]) => x === a && y === b)),
      );
      perClass(rows).forEach(({ precision, recall, f1, support }, c) => {
        const hits = count(([a, b]) => a === c && b === c);
        const misses = count(([a, b]) => a === c && b !== c);
        const mistaken = count(([a, b]) => a !== c && b === c);
        expect({ precision, recall, support }).toEqual({
          precision: hits / (hits + mistaken),
          recall: hits / (hits + misses),
          support: hits + misses,
        });
        // The harmonic mean, where both are.
        if (hits > 0) expect(f1).toBeCloseTo(2 / (1 / precision + 1 / recall), 12);
        else expect(f1).toBe(misses + mistaken === 0 ? Number.NaN : 0);
      });
    }),
  );
});
