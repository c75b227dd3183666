/**
 * The one place where sums of products are computed, for `dot` and `conv` alike.
 *
 * Every result is one sum in double precision, its terms added in order, as in the definition. What makes it fast is
 * only which results are computed at a time (4 × 3, whose sums fit the registers) and that their terms are next to
 * each other in memory then.
 */
import { type Matrices, type Matrix, nth, transposed } from './matrices.ts';
import { fourByOne, fourByThree } from './tiles.ts';

const nan = Number.NaN;

/** How many terms are added at a time: few enough that they stay in the nearest cache until every sum has them. */
const block = 512;

/** out[n, i, j] = Σₖ a[n, i, k] · b[n, j, k]. */
export const multiply = (a: Matrices, b: Matrices, out: Matrices): void => {
  const [rows, columns, terms] = [a.rows.length, b.rows.length, a.columns.length];
  // More columns than rows are better the other way round: see `add`.
  if (rows < columns) {
    multiply(b, a, transposed(out));
    return;
  }
  const scratch: Scratch = {
    panel: new Float64Array(4 * Math.min(terms, block)),
    packed: new Float64Array(columns * Math.min(terms, block)),
    sums: new Float64Array(terms > block ? 4 * Math.ceil(rows / 4) * columns : 12),
    kept: terms > block,
  };
  for (let n = 0; n < out.starts.length; n++) {
    const place = nth(out, n);
    scratch.sums.fill(0);
    let k = 0;
    for (; k + block < terms; k += block)
      add(nth(a, n, k, k + block), nth(b, n, k, k + block), scratch, undefined);
    add(nth(a, n, k), nth(b, n, k), scratch, place);
  }
};

interface Scratch {
  /** Four rows of a, side by side. */
  readonly panel: Float64Array;
  /** The rows of b, three side by side and three side by side, and what is left one by one. */
  readonly packed: Float64Array;
  /** The sums so far, in the order in which they are computed; twelve zeros where there is one block only. */
  readonly sums: Float64Array;
  /** There are several blocks, so the sums are kept. */
  readonly kept: boolean;
}

/** Adds the products of one block to the sums, which go to `out` with the last one. Rows of a pass by, four at a time. */
const add = (a: Matrix, b: Matrix, { panel, packed, sums, kept }: Scratch, out: Matrix | undefined): void => {
  const [rows, columns, terms] = [a.rows.length, b.rows.length, a.columns.length];
  const threes = columns - (columns % 3);
  const four = panel.subarray(0, 4 * terms);
  for (let j = 0; j < threes; j += 3) pack(b, j, 3, packed, j * terms);
  for (let j = threes; j < columns; j++) pack(b, j, 1, packed, j * terms);
  const step = kept ? 4 : 0;
  for (let i = 0, t = 0; i < rows; i += 4) {
    packFour(a, i, four);
    for (let j = 0; j < threes; j += 3, t += 3 * step)
      fourByThree(four, packed, j * terms, sums, t, out, i, j);
    for (let j = threes; j < columns; j++, t += step) fourByOne(four, packed, j * terms, sums, t, out, i, j);
  }
};

/** Rows i … i + width − 1 side by side: (i, k), (i + 1, k), …, (i, k + 1), … */
const pack = (x: Matrix, i: number, width: number, to: Float64Array, from: number): void => {
  const { data, start, rows, columns } = x;
  for (let r = 0; r < width; r++) {
    const row = start + (rows[i + r] ?? nan);
    for (let k = 0, p = from + r; k < columns.length; k++, p += width)
      to[p] = data[row + (columns[k] ?? nan)] ?? nan;
  }
};

/** Four rows side by side, from i on; the last row stands in for those after it. */
const packFour = ({ data, start, rows, columns }: Matrix, i: number, to: Float64Array): void => {
  const last = rows.length - 1;
  const row0 = start + (rows[i] ?? nan);
  const row1 = start + (rows[Math.min(i + 1, last)] ?? nan);
  const row2 = start + (rows[Math.min(i + 2, last)] ?? nan);
  const row3 = start + (rows[Math.min(i + 3, last)] ?? nan);
  for (let k = 0, p = 0; k < columns.length; k++, p += 4) {
    const column = columns[k] ?? nan;
    to[p] = data[row0 + column] ?? nan;
    to[p + 1] = data[row1 + column] ?? nan;
    to[p + 2] = data[row2 + column] ?? nan;
    to[p + 3] = data[row3 + column] ?? nan;
  }
};
