import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../bench/graph/builder.ts';
import { productOperations } from '../../bench/graph/operations.ts';
import { spaceGraph } from '../../bench/graph/rstg.ts';
import { worstDifference } from '../../bench/harness/check.ts';
import { median } from '../../bench/harness/median.ts';
import { channelsFirst, channelsLast, transposed } from '../../bench/participants/layout.ts';
import { paper } from '../../bench/tasks/networks.ts';

const numbers = fc
  .array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 20 })
  .map((list) => Float32Array.from(list));
const size = fc.integer({ min: 1, max: 6 });

describe('what the bench calls equal', () => {
  it('is everything that differs by no more than the difference found, relative to the largest number', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.constantFrom(0.5, 0.25, 2), (x, seed, share) => {
        const largest = Math.max(...x.map(Math.abs));
        fc.pre(largest > 0.01);
        const at = seed % x.length;
        const y = x.map((v, i) => (i === at ? v + share * largest : v));
        expect(worstDifference([x], [x])).toBe(0);
        expect(worstDifference([x], [y])).toBeCloseTo(share, 4);
      }),
    );
  });

  it('is nothing that has another size, or is not finite', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), (x, bad) => {
        expect(worstDifference([x], [])).toBe(Number.POSITIVE_INFINITY);
        expect(worstDifference([x], [x.slice(1)])).toBe(Number.POSITIVE_INFINITY);
        expect(worstDifference([Float32Array.from([...x, bad])], [Float32Array.from([...x, bad])])).toBe(
          Number.POSITIVE_INFINITY,
        );
      }),
    );
  });
});

describe('the median', () => {
  it('has as many numbers on either side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (list) => {
        const middle = median(list);
        const below = list.filter((x) => x < middle).length;
        const above = list.filter((x) => x > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(list.length / 2);
      }),
    );
  });
});

describe('layouts', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(size, size, size, size, (n, h, w, c) => {
        const data = Float32Array.from({ length: n * h * w * c }, (_, i) => i);
        const image = { shape: [n, h, w, c], data };
        const there = channelsFirst(image);
        expect(there.shape).toEqual([n, c, h, w]);
        expect(channelsLast(there)).toEqual(image);
        // Element (0, 0, 0, last channel) begins the last plane.
        expect(there.data[(c - 1) * h * w]).toBe(c - 1);
        expect(transposed(transposed({ shape: [n * h, w * c], data })).data).toEqual(data);
      }),
    );
  });
});

describe('operations', () => {
  it('of a product are 2·M·K·N, and those on constants alone are none', () => {
    fc.assert(
      fc.property(size, size, size, (m, k, n) => {
        const b = graphBuilder();
        const [x, w] = [b.input('x', [m, k]), b.constant('w', [k, n])];
        const folded = b.matmul(b.constant('a', [m, k]), w);
        expect(productOperations(b.graph([b.add(b.dense(x, w, null), folded)]))).toBe(2 * m * k * n);
      }),
    );
  });

  it('of the rewritten space stage are those of nodes where they were those of edges', () => {
    const count = (form: 'defined' | 'rewritten'): number => {
      const b = graphBuilder();
      return productOperations(b.graph([spaceGraph(b, paper, form, '', b.input('v', [1, 14, paper.dim]))]));
    };
    const { dim } = paper;
    expect(count('defined') - count('rewritten')).toBe(2 * dim * (90 * (2 * dim + 36) - 14 * 2 * dim));
  });
});
