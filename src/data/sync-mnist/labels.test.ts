import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { labelPair, noneLabel, pairLabel } from './labels.ts';

const pairs = Array.from({ length: 100 }, (_, i) => [Math.floor(i / 10), i % 10] as const).filter(
  ([a, b]) => a < b,
);

describe('pairLabel and labelPair', () => {
  it('are inverse to each other on all 45 pairs', () => {
    expect(pairs.length).toBe(45);
    expect(new Set(pairs.map(([a, b]) => pairLabel(a, b))).size).toBe(45);
    for (const [a, b] of pairs) expect(labelPair(pairLabel(a, b))).toEqual(O.some([a, b]));
    for (let label = 0; label < 45; label++)
      expect(O.map((pair: readonly [number, number]) => pairLabel(...pair))(labelPair(label))).toEqual(
        O.some(label),
      );
  });

  it("have the authors' numbering, and no order within a pair", () => {
    expect([pairLabel(0, 1), pairLabel(2, 0), pairLabel(1, 2), pairLabel(9, 8)]).toEqual([0, 1, 2, 44]);
  });

  it('know no pair for "none" and for what is no label', () => {
    for (const label of [noneLabel, -1, 46, 0.5, Number.NaN]) expect(labelPair(label)).toEqual(O.none);
  });

  it.each([
    [1, 1],
    [-1, 2],
    [3, 10],
    [0.5, 2],
  ])('refuse the pair %d, %d', (a, b) => {
    expect(() => pairLabel(a, b)).toThrow(/two different digits/);
  });
});
