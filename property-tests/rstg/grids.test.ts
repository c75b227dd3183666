import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridGraph, gridNodes, positionMaps } from '../../src/rstg/index.ts';
import { poolMatrix, unpoolMatrix } from '../../src/rstg/volume.ts';
import { areaWeights } from '../../src/tensor/ops/index.ts';
import { positionals } from '../arbitraries/rstg.ts';
import { cellsOf, edgesOf, positionMap, share, upTo } from './lattice.ts';

/** Any few grids, larger than in the network's tests. */
const grids = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });
const size = fc.integer({ min: 1, max: 9 });
const total = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);

const expectNear = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): void => {
  expect(a.length).toBe(b.length);
  a.forEach((row, i) => {
    expect(row.length).toBe(b[i]?.length);
    row.forEach((x, j) => {
      expect(x).toBeCloseTo(b[i]?.[j] ?? Number.NaN, 12);
    });
  });
};

describe('edges', () => {
  const rules = fc.constantFrom('intersect' as const, 'full' as const);
  const pairsOf = ({ source, target }: ReturnType<typeof gridGraph>) =>
    source.map((from, e) => `${from}→${target[e]}`);

  it('are those of the definition, each once', () => {
    fc.assert(
      fc.property(grids, rules, (scales, rule) => {
        const pairs = pairsOf(gridGraph(scales, rule));
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(new Set(pairs)).toEqual(edgesOf(scales, rule));
      }),
    );
  });

  it('go both ways, never from a node to itself', () => {
    fc.assert(
      fc.property(grids, rules, (scales, rule) => {
        const { source, target } = gridGraph(scales, rule);
        const pairs = new Set(pairsOf(gridGraph(scales, rule)));
        expect(source.every((from, e) => from !== target[e] && pairs.has(`${target[e]}→${from}`))).toBe(true);
      }),
    );
  });

  it('number s² − 1 times two from the whole frame to a grid, 4·s·(s − 1) inside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), (s) => {
        expect(gridGraph([s], 'intersect').source.length).toBe(4 * s * (s - 1));
        expect(gridGraph([1, s], 'intersect').source.length).toBe(4 * s * (s - 1) + 2 * s * s);
        expect(gridGraph([s], 'full').source.length).toBe(s * s * (s * s - 1));
      }),
    );
  });

  it('number 90 for [1, 2, 3] and 274 for [1, 2, 3, 4]', () => {
    for (const [scales, nodes, edges] of [
      [[1, 2, 3], 14, 90],
      [[1, 2, 3, 4], 30, 274],
    ] as const) {
      expect(gridNodes(scales).length).toBe(nodes);
      expect(gridGraph(scales, 'intersect').source.length).toBe(edges);
      expect(edgesOf(scales, 'intersect').size).toBe(edges);
    }
  });
});

describe('node creation', () => {
  it('takes every pixel as much as the region covers it', () => {
    fc.assert(
      fc.property(size, size, (from, to) => {
        expectNear(
          areaWeights(from, to),
          upTo(to).map((o) => upTo(from).map((i) => share(o, to, i, from))),
        );
      }),
    );
  });

  it('gives the weights of pixels by rows and columns', () => {
    fc.assert(
      fc.property(grids, size, size, (scales, height, width) => {
        const pixels = upTo(height).flatMap((y) => upTo(width).map((x) => [y, x] as const));
        const expected = cellsOf(scales).map(({ scale, row, column }) =>
          pixels.map(([y, x]) => share(row, scale, y, height) * share(column, scale, x, width)),
        );
        expectNear(poolMatrix(scales, height, width), expected);
      }),
    );
  });

  it('is a mean: weights are not negative and sum to 1, so constant maps give constant nodes', () => {
    fc.assert(
      fc.property(grids, size, size, (scales, height, width) => {
        for (const row of poolMatrix(scales, height, width)) {
          expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
          expect(total(row)).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('spreads constant nodes to constant maps, one for each scale', () => {
    fc.assert(
      fc.property(grids, size, size, (scales, height, width) => {
        for (const pixel of unpoolMatrix(scales, height, width)) {
          expect(pixel.length).toBe(gridNodes(scales).length);
          expect(Math.min(...pixel)).toBeGreaterThanOrEqual(0);
          expect(total(pixel)).toBeCloseTo(scales.length, 12);
        }
      }),
    );
  });

  it('gets nodes back from the map that they were spread to, where grids divide the frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (scale, by) => {
        const [pool, spread] = [
          poolMatrix([scale], scale * by, scale * by),
          unpoolMatrix([scale], scale * by, scale * by),
        ];
        const product = pool.map((row) =>
          upTo(scale * scale).map((j) => total(row.map((x, k) => x * (spread[k]?.[j] ?? 0)))),
        );
        expectNear(
          product,
          upTo(scale * scale).map((i) => upTo(scale * scale).map((j) => Number(i === j))),
        );
      }),
    );
  });
});

describe('position maps', () => {
  it('are those of the definition', () => {
    fc.assert(
      fc.property(grids, positionals, (scales, positional) => {
        const expected = cellsOf(scales).map((cell) => positionMap(cell, positional.size, positional.sigma));
        expectNear(positionMaps(scales, positional), expected);
      }),
    );
  });

  it('lie between 0 and 1, tell all nodes of a grid apart, and those of a grid add up to the whole frame', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (n, sigma) => {
          const maps = positionMaps([n], { size: n, sigma });
          expect(maps.flat().every((x) => x >= 0 && x <= 1 + 1e-12)).toBe(true);
          expect(new Set(maps.map((map) => map.map((x) => x.toPrecision(9)).join())).size).toBe(n * n);
          const [whole] = positionMaps([1], { size: n, sigma });
          expectNear([upTo(n * n).map((i) => total(maps.map((map) => map[i] ?? 0)))], [whole ?? []]);
        },
      ),
    );
  });

  it('are numbers whatever the width of the filter; a narrow one leaves the coverage as it is', () => {
    fc.assert(
      fc.property(
        grids,
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 5e-324, max: 1e308, noNaN: true }),
        (scales, n, sigma) => {
          expect(positionMaps(scales, { size: n, sigma }).flat().every(Number.isFinite)).toBe(true);
          expectNear(
            positionMaps([n], { size: n, sigma: 1e-200 }),
            upTo(n * n).map((i) => upTo(n * n).map((j) => Number(i === j))),
          );
        },
      ),
    );
  });
});
