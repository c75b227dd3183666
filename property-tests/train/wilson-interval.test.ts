import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from '../../src/train/index.ts';

const tries = fc
  .integer({ min: 1, max: 10_000 })
  .chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat(n) }));
const confidence = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

/** Normal quantiles from tables: how many standard deviations hold this share. */
const deviations: Readonly<Record<number, number>> = {
  0.5: 0.674489750196082,
  0.8: 1.281551565544601,
  0.9: 1.644853626951472,
  0.95: 1.959963984540054,
  0.99: 2.575829303548901,
  0.999: 3.290526731491926,
};

it('at both ends the share found is as far from the true one as the confidence allows (what Wilson solved)', () => {
  fc.assert(
    fc.property(tries, confidence, ({ hits, n }, level) => {
      for (const [i, p] of wilsonInterval(hits, n, level).entries()) {
        const z = deviations[level] ?? Number.NaN;
        const off = (hits / n - p) * (i === 0 ? 1 : -1);
        expect(Math.abs(off - z * Math.sqrt((p * (1 - p)) / n))).toBeLessThan(1e-9);
      }
    }),
  );
});

it('it holds the share found, lies within [0, 1], and is its own mirror when hits are misses', () => {
  fc.assert(
    fc.property(tries, confidence, ({ hits, n }, level) => {
      const [low, high] = wilsonInterval(hits, n, level);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(hits / n);
      expect(high).toBeGreaterThanOrEqual(hits / n);
      const [missLow, missHigh] = wilsonInterval(n - hits, n, level);
      expect(Math.abs(missLow - (1 - high)) + Math.abs(missHigh - (1 - low))).toBeLessThan(1e-12);
    }),
  );
});

it('more confidence is a wider interval, more tries a narrower one', () => {
  const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });
  fc.assert(
    fc.property(tries, level, level, ({ hits, n }, one, other) => {
      fc.pre(Math.abs(one - other) > 1e-9);
      const [low, high] = wilsonInterval(hits, n, Math.min(one, other));
      const [wideLow, wideHigh] = wilsonInterval(hits, n, Math.max(one, other));
      expect(wideHigh - wideLow).toBeGreaterThan(high - low);
      const [manyLow, manyHigh] = wilsonInterval(10 * hits, 10 * n, Math.min(one, other));
      expect(manyHigh - manyLow).toBeLessThan(high - low);
    }),
  );
});
