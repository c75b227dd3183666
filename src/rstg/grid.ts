/** A node: one cell of an s×s grid over the frame. Nodes are numbered grid after grid, row-major. */
export interface GridNode {
  readonly scale: number;
  readonly row: number;
  readonly column: number;
}

/** The nodes of all scales, in their order: N = Σ s². */
export const gridNodes = (scales: readonly number[]): readonly GridNode[] =>
  scales.flatMap((scale) =>
    Array.from({ length: scale * scale }, (_, i) => ({
      scale,
      row: Math.floor(i / scale),
      column: i % scale,
    })),
  );

/** How much the intervals [i/s, (i+1)/s] and [j/r, (j+1)/r] overlap, in units of 1/(s·r): exact in integers. */
const overlap = (i: number, s: number, j: number, r: number): number =>
  Math.max(0, Math.min((i + 1) * r, (j + 1) * s) - Math.max(i * r, j * s));

/** Whether two regions of different scales overlap with positive area. */
export const regionsOverlap = (a: GridNode, b: GridNode): boolean =>
  overlap(a.row, a.scale, b.row, b.scale) > 0 && overlap(a.column, a.scale, b.column, b.scale) > 0;

/** Whether two cells of one grid share a side, not only a corner. */
export const cellsTouch = (a: GridNode, b: GridNode): boolean =>
  a.scale === b.scale && Math.abs(a.row - b.row) + Math.abs(a.column - b.column) === 1;

/** The share of cell (row, column) of a size×size map that a node's region covers, row-major. */
export const coverage = (node: GridNode, size: number): readonly number[] => {
  // In units of 1/(scale·size) a map cell is `scale` wide.
  const covered = (i: number, cell: number) => overlap(i, node.scale, cell, size) / node.scale;
  return Array.from(
    { length: size * size },
    (_, i) => covered(node.row, Math.floor(i / size)) * covered(node.column, i % size),
  );
};
