/** Edges sorted into groups by the scales of their two nodes. */
import type { GraphEdge, GraphNode } from './graph.ts';

export interface EdgeGroup {
  readonly from: number;
  readonly to: number;
  /** Strongest first, by the mean over all columns; `index` is the edge's place in the data. */
  readonly members: readonly {
    readonly index: number;
    readonly from: number;
    readonly to: number;
    readonly mean: number;
  }[];
  readonly mean: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Messages within a scale come first, then each pair of scales in both directions. */
export function groupEdges(
  nodes: readonly GraphNode[],
  edges: readonly Pick<GraphEdge, 'from' | 'to'>[],
  columns: readonly (readonly number[])[],
): readonly EdgeGroup[] {
  const known = edges.map(({ from, to }, index) => ({
    index,
    from,
    to,
    scales: [nodes[from]?.scale ?? 0, nodes[to]?.scale ?? 0] as const,
    mean: mean(columns.map((column) => column[index] ?? 0)),
  }));
  const names = new Map(known.map(({ scales }) => [scales.join(), scales]));
  return [...names.values()].sort(compareScales).map(([from, to]) => {
    const members = known
      .filter(({ scales }) => scales[0] === from && scales[1] === to)
      .sort((a, b) => b.mean - a.mean);
    return { from, to, members, mean: mean(members.map((member) => member.mean)) };
  });
}

type Pair = readonly [number, number];

const sortKey = ([from, to]: Pair): readonly number[] => [
  from === to ? 0 : 1,
  Math.max(from, to),
  Math.min(from, to),
  from,
];

function compareScales(a: Pair, b: Pair): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  const differing = left.findIndex((value, i) => value !== right[i]);
  return (left[differing] ?? 0) - (right[differing] ?? 0);
}
