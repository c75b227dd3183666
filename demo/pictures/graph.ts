/** The plain data a graph picture is drawn from, checked, and how strongly each message is drawn. */

export interface GraphNode {
  /** Size of its grid: 3 is a cell of the 3×3 grid. */
  readonly scale: number;
  readonly row: number;
  readonly col: number;
}

export interface GraphEdge {
  /** Number of the sending node. */
  readonly from: number;
  /** Number of the receiving node. */
  readonly to: number;
  /** Size of the message, ≥ 0. */
  readonly weight: number;
}

export interface Graph {
  readonly scales: readonly number[];
  /** In RSTG's order: grid after grid, row-major within a grid. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** An edge with its two nodes looked up. */
export interface Link extends GraphEdge {
  readonly source: GraphNode;
  readonly target: GraphNode;
  readonly within: boolean;
}

/** Looks up the nodes of every edge; an edge without nodes, or with a weight that cannot be drawn, is an error. */
export const linksOf = ({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): readonly Link[] =>
  edges.map((edge) => {
    const name = `edge ${edge.from}→${edge.to}`;
    const [source, target] = [nodes[edge.from], nodes[edge.to]];
    if (source === undefined || target === undefined) {
      throw new Error(`${name}: there are nodes 0 to ${nodes.length - 1} only`);
    }
    if (!Number.isFinite(edge.weight) || edge.weight < 0) {
      throw new Error(`${name} has weight ${edge.weight}; a message size is a finite number ≥ 0`);
    }
    return { ...edge, source, target, within: source.scale === target.scale };
  });

/** A node of a scale that is not listed is an error. */
export function checkScales({ scales, nodes }: Pick<Graph, 'scales' | 'nodes'>): void {
  const stray = nodes.findIndex((node) => !scales.includes(node.scale));
  if (stray >= 0)
    throw new Error(`node ${stray} has scale ${nodes[stray]?.scale}; the scales are ${scales.join(', ')}`);
}

/** How wide and how solid a message is drawn. Both grow with the weight and never shrink. */
export interface Strength {
  readonly low: number;
  readonly high: number;
  /** Line width in picture units: linear in the weight. */
  readonly width: (weight: number) => number;
  /** By rank, steeply: few messages stand out, however the sizes are spread. */
  readonly opacity: (weight: number) => number;
}

/**
 * `sizes` are all message sizes that the picture (or all pictures of an animation) should be comparable over;
 * `drawn` is how many of them one picture shows.
 */
export function strengthOf(sizes: readonly number[], drawn = sizes.length): Strength {
  const sorted = Float64Array.from(sizes).sort();
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const share = (weight: number): number => {
    const even = high > 0 ? 0.5 : 0;
    return high === low ? even : Math.min(Math.max((weight - low) / (high - low), 0), 1);
  };
  // The share of messages that are smaller, equal ones counted half: equal sizes always look equal.
  const rank = (weight: number): number =>
    high === low
      ? share(weight)
      : (countBelow(sorted, weight) + countBelow(sorted, weight, true)) / (2 * sorted.length);
  // About ten messages and one in twelve of the rest are drawn more than half solid, in a graph of any size.
  const bright = 10 + drawn / 12;
  const steepness = bright < drawn ? Math.max(1, Math.log(0.5) / Math.log(1 - bright / drawn)) : 1;
  return {
    low,
    high,
    width: (weight) => 0.7 + 4.3 * share(weight),
    opacity: (weight) => 0.07 + 0.88 * rank(weight) ** steepness,
  };
}

/** How many sorted values are < weight (or ≤ weight), by bisection. */
function countBelow(sorted: Float64Array, weight: number, orEqual = false): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = sorted[middle] ?? 0;
    if (value < weight || (orEqual && value === weight)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Centre of a node's cell, in shares of the frame. */
export const centreOf = ({ scale, row, col }: GraphNode): { readonly x: number; readonly y: number } => ({
  x: (col + 0.5) / scale,
  y: (row + 0.5) / scale,
});

/** A size as a person reads it: three significant digits. */
export function readable(value: number): string {
  if (value === 0) return '0';
  if (value >= 1e5 || value < 1e-3) return value.toExponential(1);
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
