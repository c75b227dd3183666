import type { Elements } from './array.ts';

/** Matrices in memory, wherever their rows and columns are: element (i, j) of the n-th is `data[starts[n] + rows[i] + columns[j]]`. */
export interface Matrices {
  readonly data: Elements;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** One of them: element (i, j) is `data[start + rows[i] + columns[j]]`. */
export interface Matrix {
  readonly data: Elements;
  readonly start: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** The n-th, or those of its columns from `from` to `to`. */
export const nth = (
  { data, starts, rows, columns }: Matrices,
  n: number,
  from = 0,
  to = columns.length,
): Matrix => ({
  data,
  start: starts[n] ?? Number.NaN,
  rows,
  columns: columns.subarray(from, to),
});

/** The same matrices, each with its rows for columns. */
export const transposed = ({ data, starts, rows, columns }: Matrices): Matrices => ({
  data,
  starts,
  rows: columns,
  columns: rows,
});
