import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellMeans } from './cell-means.ts';
import { count, graphOf } from './fixtures.ts';
import { strengthOf } from './graph.ts';
import { type GraphLayout, graphPicture } from './graph-picture.ts';

const layouts: readonly GraphLayout[] = ['panels', 'overlay', 'tower'];
const black = { frame: new Uint8Array(64 * 64), title: 'A graph' };

describe.each(layouts)('graphPicture as %s', (layout) => {
  it.each([
    { scales: [1, 2, 3], edges: 90 },
    { scales: [1, 2, 3, 4], edges: 274 },
  ])('draws each edge of $scales once', ({ scales, edges }) => {
    const graph = graphOf(scales, (i) => (i * 7) % 11);
    const svg = graphPicture({ ...black, ...graph, layout });
    expect(graph.edges).toHaveLength(edges);
    expect(count(svg, 'class="edge"')).toBe(edges);
    for (const { from, to } of graph.edges) {
      expect(count(svg, `data-from="${from}" data-to="${to}"`)).toBe(1);
    }
  });

  it('counts the edges of both kinds in its legend', () => {
    const svg = graphPicture({ ...black, ...graphOf([1, 2, 3], (i) => i), layout });
    expect(svg).toContain('within a scale · 32');
    expect(svg).toContain('across scales · 58');
  });

  it.each([0, 2.5])('draws messages that all have size %d', (size) => {
    const svg = graphPicture({ ...black, ...graphOf([1, 2], () => size), layout });
    expect(count(svg, 'class="edge"')).toBe(16);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws a graph without edges, and ids are unique', () => {
    expect(graphPicture({ ...black, ...graphOf([1], () => 1), layout })).toContain('no messages');
    const svg = graphPicture({ ...black, ...graphOf([1, 2, 3], (i) => i), layout });
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names the edge whose weight cannot be drawn', () => {
    const nodes = graphOf([1, 2], () => 1);
    const at = (weight: number) => ({ ...nodes, edges: [{ from: 0, to: 3, weight }] });
    expect(() => graphPicture({ ...black, ...at(Number.NaN), layout })).toThrow(/edge 0→3 has weight NaN/);
    expect(() => graphPicture({ ...black, ...at(-1), layout })).toThrow(/edge 0→3 has weight -1/);
  });

  it('names the edge whose node does not exist', () => {
    const graph = { ...graphOf([1, 2], () => 1), edges: [{ from: 0, to: 9, weight: 1 }] };
    expect(() => graphPicture({ ...black, ...graph, layout })).toThrow(
      /edge 0→9: there are nodes 0 to 4 only/,
    );
  });

  it('escapes its title', () => {
    const svg = graphPicture({ ...black, ...graphOf([1, 2], () => 1), title: 'a < b & "c"', layout });
    expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
    expect(svg).not.toContain('a < b');
  });
});

it('refuses a frame of the wrong size', () => {
  const graph = graphOf([1], () => 1);
  expect(() => graphPicture({ ...graph, title: '', frame: new Uint8Array(63) })).toThrow(
    /63 bytes are not 64×64/,
  );
});

it('refuses a node of an unknown scale', () => {
  const graph = { ...graphOf([1, 4], () => 1), scales: [1] };
  expect(() => graphPicture({ ...black, ...graph })).toThrow(/node 1 has scale 4; the scales are 1/);
});

it('names the strongest message, if there is one', () => {
  expect(graphPicture({ ...black, ...graphOf([1, 2], (i) => i) })).toContain('strongest 4 → 3');
  expect(graphPicture({ ...black, ...graphOf([1, 2], () => 3) })).toContain('several equally strong');
});

describe('strengthOf', () => {
  const sizes = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

  it('never draws a larger message thinner or fainter', () => {
    fc.assert(
      fc.property(sizes, (weights) => {
        const strength = strengthOf(weights);
        const sorted = [...weights].sort((a, b) => a - b);
        sorted.slice(1).forEach((weight, i) => {
          const before = sorted[i] ?? 0;
          expect(strength.width(weight)).toBeGreaterThanOrEqual(strength.width(before));
          expect(strength.opacity(weight)).toBeGreaterThanOrEqual(strength.opacity(before));
        });
      }),
    );
  });

  it('stays between visible and solid', () => {
    fc.assert(
      fc.property(sizes, (weights) => {
        const strength = strengthOf(weights);
        for (const weight of weights) {
          expect(strength.width(weight)).toBeGreaterThan(0);
          expect(strength.opacity(weight)).toBeGreaterThan(0);
          expect(strength.opacity(weight)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('makes few messages stand out in a large graph', () => {
    const strength = strengthOf(Array.from({ length: 274 }, (_, i) => i));
    const bright = Array.from({ length: 274 }, (_, i) => strength.opacity(i)).filter(
      (opacity) => opacity > 0.5,
    );
    expect(bright.length).toBeGreaterThan(15);
    expect(bright.length).toBeLessThan(45);
  });
});

describe('cellMeans', () => {
  it('averages with fractional pixels', () => {
    const frame = { data: Uint8Array.from([30, 60, 90, 30, 60, 90, 30, 60, 90]), height: 3, width: 3 };
    expect(cellMeans(frame, 1)[0]).toBeCloseTo(60);
    const halves = [40, 80, 40, 80];
    cellMeans(frame, 2).forEach((mean, i) => {
      expect(mean).toBeCloseTo(halves[i] ?? 0);
    });
  });
});
