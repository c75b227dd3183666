import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/compile/compile.ts';
import { type Initialiser, initialisers } from '../../src/nn/index.ts';
import { keyOf, seed, total } from './support.ts';

const { fansOf } = initialisers;

/** Kernels of 3×4 windows from 20 to 30 channels: 7200 numbers. */
const shape = [3, 4, 20, 30] as const;
const count = 3 * 4 * 20 * 30;
const draw = async (initialiser: Initialiser, from: number) => [
  ...(await evaluate(initialiser(keyOf(from), shape))).data,
];

interface Law {
  readonly initialiser: Initialiser;
  readonly mean: number;
  readonly variance: number;
  /** E[(x − mean)⁴] / variance²: 3 for a normal, 9/5 for a uniform distribution. */
  readonly kurtosis: number;
  /** No number is farther from the mean. */
  readonly reach: number;
}

const fans = fansOf(shape);
const uniform = (variance: number) => ({
  mean: 0,
  variance,
  kurtosis: 9 / 5,
  reach: Math.sqrt(3 * variance),
});
const normal = (variance: number) => ({ mean: 0, variance, kurtosis: 3, reach: Number.POSITIVE_INFINITY });
const cut = initialisers.truncatedStd;

const laws: { readonly [name: string]: Law } = {
  uniform: {
    initialiser: initialisers.uniform({ low: 1, high: 3 }),
    mean: 2,
    variance: 1 / 3,
    kurtosis: 9 / 5,
    reach: 1,
  },
  normal: { initialiser: initialisers.normal({ mean: -1, std: 2 }), ...normal(4), mean: -1 },
  // The fourth moment of a normal variable within ±2 is 3 − 14 · 2φ(2) / P(|z| < 2) = 1.4162.
  truncatedNormal: {
    initialiser: initialisers.truncatedNormal({ mean: 1, std: 0.5 }),
    mean: 1,
    variance: (0.5 * cut) ** 2,
    kurtosis: 1.4162 / cut ** 4,
    reach: 1,
  },
  glorotUniform: { initialiser: initialisers.glorotUniform, ...uniform(2 / (fans.in + fans.out)) },
  glorotNormal: { initialiser: initialisers.glorotNormal, ...normal(2 / (fans.in + fans.out)) },
  heUniform: { initialiser: initialisers.heUniform, ...uniform(2 / fans.in) },
  heNormal: { initialiser: initialisers.heNormal, ...normal(2 / fans.in) },
  lecunNormal: { initialiser: initialisers.lecunNormal, ...normal(1 / fans.in) },
};

describe.each(Object.entries(laws))('%s', (_, { initialiser, mean, variance, kurtosis, reach }) => {
  it('has its mean and variance, within six standard errors, and its range', () =>
    fc.assert(
      fc.asyncProperty(seed, async (from) => {
        const numbers = await draw(initialiser, from);
        const sampleMean = total(numbers) / count;
        const sampleVariance = total(numbers.map((x) => (x - mean) ** 2)) / count;
        expect(Math.abs(sampleMean - mean)).toBeLessThan(6 * Math.sqrt(variance / count));
        expect(Math.abs(sampleVariance - variance)).toBeLessThan(
          6 * variance * Math.sqrt((kurtosis - 1) / count),
        );
        expect(Math.max(...numbers.map((x) => Math.abs(x - mean)))).toBeLessThanOrEqual(reach * (1 + 1e-6));
      }),
    ));

  it('is a pure function of its key', async () => {
    expect(await draw(initialiser, 1)).toEqual(await draw(initialiser, 1));
    expect(await draw(initialiser, 1)).not.toEqual(await draw(initialiser, 2));
  });
});

it('constants are constant', async () => {
  expect(new Set(await draw(initialisers.zeros, 0))).toEqual(new Set([0]));
  expect(new Set(await draw(initialisers.ones, 0))).toEqual(new Set([1]));
  expect(new Set(await draw(initialisers.constant(0.25), 0))).toEqual(new Set([0.25]));
});

it('fans of dense weights, kernels, and biases', () => {
  expect(fansOf([512, 256])).toEqual({ in: 512, out: 256 });
  expect(fansOf([3, 3, 16, 32])).toEqual({ in: 144, out: 288 });
  expect(fansOf([7])).toEqual({ in: 7, out: 7 });
});

it('orthogonal: the rows, or the columns if there are fewer, are orthonormal', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      seed,
      async (rows, columns, from) => {
        const { data } = await evaluate(initialisers.orthogonal({ gain: 2 })(keyOf(from), [rows, columns]));
        const few = Math.min(rows, columns);
        const line = (i: number) =>
          [...data].filter((_, n) => (rows < columns ? Math.floor(n / columns) === i : n % columns === i));
        for (let i = 0; i < few; i++) {
          for (let j = 0; j < few; j++) {
            const product = total(line(i).map((x, n) => x * (line(j)[n] ?? 0)));
            expect(Math.abs(product - (i === j ? 4 : 0))).toBeLessThan(1e-4);
          }
        }
      },
    ),
  ));
