/**
 * Between feature maps and nodes (RSTG.md, §Node creation and §Readout): both ways an area resize, a fixed
 * linear map that is the same for every channel and frame.
 */
import { areaWeights } from '../tensor/ops/index.ts';

/** Rows of the Kronecker product: weights of rows times weights of columns, both maps row-major. */
const kronecker = (
  rows: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): number[][] => rows.flatMap((row) => columns.map((column) => row.flatMap((r) => column.map((c) => r * c))));

/** `[N][H·W]`: every node is the area mean of its region. */
export const poolMatrix = (
  scales: readonly number[],
  height: number,
  width: number,
): readonly (readonly number[])[] =>
  scales.flatMap((s) => kronecker(areaWeights(height, s), areaWeights(width, s)));

/** `[H·W][N]`: every scale's grid resized to H×W; their sum over the scales. */
export const unpoolMatrix = (
  scales: readonly number[],
  height: number,
  width: number,
): readonly (readonly number[])[] => {
  const grids = scales.map((s) => kronecker(areaWeights(s, height), areaWeights(s, width)));
  return Array.from({ length: height * width }, (_, pixel) => grids.flatMap((grid) => grid[pixel] ?? []));
};
