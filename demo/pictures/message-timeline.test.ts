import { describe, expect, it } from 'vitest';
import { groupEdges } from './edge-groups.ts';
import { count, graphOf } from './fixtures.ts';
import { heat } from './heat.ts';
import { messageTimeline } from './message-timeline.ts';
import { ramp } from './theme.ts';

const graph = graphOf([1, 2, 3], () => 0);
const sizesOf = (steps: number, iterations: number): readonly (readonly number[])[] =>
  Array.from({ length: steps }, (_, t) =>
    Array.from({ length: iterations * graph.edges.length }, (_, i) => t + i / 7),
  );

describe('messageTimeline', () => {
  it.each([1, 3])('has a heat map for each pair of scales, with %d iterations', (iterations) => {
    const svg = messageTimeline({ ...graph, sizes: sizesOf(10, iterations), title: 'over time' });
    expect(count(svg, 'class="edge-group"')).toBe(8);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws silence', () => {
    const sizes = [graph.edges.map(() => 0)];
    expect(messageTimeline({ ...graph, sizes, title: 'silence' })).not.toMatch(/NaN|Infinity/);
  });

  it('names the step or the edge that does not fit', () => {
    const title = '';
    expect(() => messageTimeline({ ...graph, sizes: [[1, 2]], title })).toThrow(/step 0 has 2 messages/);
    expect(() => messageTimeline({ ...graph, sizes: [...sizesOf(1, 1), [1]], title })).toThrow(
      /step 1 has 1/,
    );
    const broken = graph.edges.map((_, e) => (e === 3 ? Number.NaN : 1));
    const { from, to } = graph.edges[3] ?? { from: -1, to: -1 };
    expect(() => messageTimeline({ ...graph, sizes: [broken], title })).toThrow(
      `edge ${from}→${to} has weight NaN`,
    );
  });
});

describe('groupEdges', () => {
  it('keeps every edge once, strongest first', () => {
    const groups = groupEdges(graph.nodes, graph.edges, sizesOf(2, 1));
    const indices = groups.flatMap(({ members }) => members.map(({ index }) => index));
    expect(indices.sort((a, b) => a - b)).toEqual(graph.edges.map((_, e) => e));
    for (const { members } of groups) {
      const means = members.map(({ mean }) => mean);
      expect(means).toEqual([...means].sort((a, b) => b - a));
    }
    expect(groups.map(({ from, to }) => [from, to])).toEqual([
      [2, 2],
      [3, 3],
      [1, 2],
      [2, 1],
      [1, 3],
      [3, 1],
      [2, 3],
      [3, 2],
    ]);
  });
});

describe('heat', () => {
  it('is the ramp from 0 to the largest size', () => {
    const { data, width, height } = heat([[0, 4, 2]], 4);
    expect([width, height]).toEqual([3, 1]);
    expect([...data]).toEqual([...ramp(0), ...ramp(1), ...ramp(0.5)]);
  });
});
