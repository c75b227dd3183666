/** Small made-up videos and graphs for the tests. */
import type { Graph, GraphNode } from './graph.ts';
import type { Video } from './video.ts';

const nodesOf = (scales: readonly number[]): readonly GraphNode[] =>
  scales.flatMap((scale) =>
    Array.from({ length: scale ** 2 }, (_, i) => ({ scale, row: Math.floor(i / scale), col: i % scale })),
  );

const side = (i: number, j: number, s: number, r: number): boolean =>
  i * r < (j + 1) * s && j * s < (i + 1) * r;

const joined = (a: GraphNode, b: GraphNode): boolean =>
  a.scale === b.scale
    ? Math.abs(a.row - b.row) + Math.abs(a.col - b.col) === 1
    : side(a.row, b.row, a.scale, b.scale) && side(a.col, b.col, a.scale, b.scale);

/** RSTG's graph with `intersect` edges, weighted by `weight(index of the edge)`. */
export function graphOf(scales: readonly number[], weight: (index: number) => number): Graph {
  const nodes = nodesOf(scales);
  const edges = nodes
    .flatMap((a, from) => nodes.flatMap((b, to) => (from !== to && joined(a, b) ? [{ from, to }] : [])))
    .map((edge, index) => ({ ...edge, weight: weight(index) }));
  return { scales, nodes, edges };
}

/** A video of one bright square that moves to the right by a pixel in each frame. */
export const squareVideo = (frames: number, label = 'a square', size = 16): Video => ({
  frames: Uint8Array.from({ length: frames * size * size }, (_, i) => {
    const [t, row, col] = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size];
    return row >= 4 && row < 8 && col >= t && col < t + 4 ? 255 : 0;
  }),
  height: size,
  width: size,
  label,
  digits: [
    { digit: 3, size: 4, pair: true, path: Array.from({ length: frames }, (_, t) => ({ row: 4, col: t })) },
    { digit: 8, size: 4, pair: false, path: Array.from({ length: frames }, () => ({ row: 9, col: 1 })) },
  ],
});

/** How often a text occurs. */
export const count = (text: string, part: string): number => text.split(part).length - 1;
