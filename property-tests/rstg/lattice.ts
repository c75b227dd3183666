/**
 * Regions as sets of cells of a lattice fine enough for all borders to lie on it: areas are counts of cells. An
 * independent derivation of edges, overlaps and coverages, straight from the definition (RSTG.md).
 */

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** The least common multiple. */
export const common = (...numbers: readonly number[]): number =>
  numbers.reduce((a, b) => (a * b) / divisor(a, b), 1);

export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** The places of a line of `size` places that lie in part i of `parts` equal parts. */
const part = (i: number, parts: number, size: number): ReadonlySet<number> =>
  new Set(upTo(size).filter((place) => Math.floor((place * parts) / size) === i));

/** The share of part i of n equal parts of a line that part j of m covers. */
export const share = (i: number, n: number, j: number, m: number): number => {
  const size = common(n, m);
  const own = part(i, n, size);
  return [...part(j, m, size)].filter((place) => own.has(place)).length / own.size;
};

/** A cell of an s×s grid. */
export interface Cell {
  readonly scale: number;
  readonly row: number;
  readonly column: number;
}

export const cellsOf = (scales: readonly number[]): readonly Cell[] =>
  scales.flatMap((scale) =>
    upTo(scale).flatMap((row) => upTo(scale).map((column) => ({ scale, row, column }))),
  );

/** For every lattice point the node of this grid that holds it; `first` is the number of the grid's first node. */
const holders = (scale: number, first: number, size: number): readonly (readonly number[])[] => {
  const cell = (place: number) => Math.floor((place * scale) / size);
  return upTo(size).map((r) => upTo(size).map((c) => first + cell(r) * scale + cell(c)));
};

/** Pairs of nodes that share a lattice point (different scales), or have points side by side (one scale). */
const meetings = (scales: readonly number[]): readonly (readonly [number, number])[] => {
  const size = common(...scales);
  const maps = scales.map((scale, i) => holders(scale, cellsOf(scales.slice(0, i)).length, size));
  const pairs: (readonly [number, number])[] = [];
  for (const [i, own] of maps.entries()) {
    for (const [j, other] of maps.entries()) {
      own.forEach((line, r) => {
        line.forEach((node, c) => {
          const near = i === j ? [other[r + 1]?.[c], other[r]?.[c + 1]] : [other[r]?.[c]];
          for (const met of near) if (met !== undefined && met !== node) pairs.push([node, met], [met, node]);
        });
      });
    }
  }
  return pairs;
};

/** Every ordered pair of nodes that talk, as `from→to`. */
export const edgesOf = (scales: readonly number[], rule: 'intersect' | 'full'): ReadonlySet<string> => {
  const nodes = upTo(cellsOf(scales).length);
  const all = () => nodes.flatMap((i) => nodes.flatMap((j) => (i === j ? [] : [[i, j] as const])));
  return new Set((rule === 'full' ? all() : meetings(scales)).map(([from, to]) => `${from}→${to}`));
};

/** A node's position map before the filter: the share of each of size² map cells that it covers. */
export const covered = ({ scale, row, column }: Cell, size: number): readonly (readonly number[])[] =>
  upTo(size).map((r) => upTo(size).map((c) => share(r, size, row, scale) * share(c, size, column, scale)));

/** The position map of a cell: one sum over both axes for every entry. */
export const positionMap = (cell: Cell, size: number, sigma: number): readonly number[] => {
  const gauss = (d: number) => Math.exp(-(d * d) / (2 * sigma * sigma));
  const total = upTo(2 * size - 1).reduce((sum, i) => sum + gauss(i - size + 1), 0);
  const map = covered(cell, size);
  return upTo(size).flatMap((r) =>
    upTo(size).map((c) =>
      map
        .flatMap((line, p) => line.map((x, q) => (x * gauss(r - p) * gauss(c - q)) / total ** 2))
        .reduce((sum, x) => sum + x, 0),
    ),
  );
};
