import type { Positional } from './config.ts';
import { coverage, gridNodes } from './grid.ts';

/** Gaussian taps at −(size−1) … size−1 in map cells, normalised to sum 1. */
const taps = ({ size, sigma }: Positional): readonly number[] => {
  const raw = Array.from({ length: 2 * size - 1 }, (_, i) => Math.exp(-(((i - size + 1) / sigma) ** 2) / 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((x) => x / sum);
};

/** One axis filtered: zeros outside the map, borders not renormalised. */
const filterLine = (line: readonly number[], kernel: readonly number[]): readonly number[] =>
  line.map((_, i) => line.reduce((sum, x, j) => sum + x * (kernel[i - j + line.length - 1] ?? 0), 0));

/**
 * The position map of every node, [N][size²] row-major: the share of each map cell that the node's region
 * covers, blurred.
 */
export const positionMaps = (
  scales: readonly number[],
  positional: Positional,
): readonly (readonly number[])[] => {
  const { size } = positional;
  const kernel = taps(positional);
  const cells = Array.from({ length: size }, (_, i) => i);
  return gridNodes(scales).map((node) => {
    const map = coverage(node, size);
    const rows = cells.map((r) => filterLine(map.slice(r * size, (r + 1) * size), kernel));
    const columns = cells.map((c) =>
      filterLine(
        rows.map((row) => row[c] ?? 0),
        kernel,
      ),
    );
    return cells.flatMap((r) => columns.map((column) => column[r] ?? 0));
  });
};
