/**
 * The innermost loops of a product: a few results at a time, in as many registers.
 *
 * `a` holds four rows side by side, (0, k), (1, k), (2, k), (3, k), (0, k + 1), …, and `b` from `from` on as many columns
 * as there are results. Sums start from what is in `sums` from `t` on. They are left there while more terms are to come
 * (`out` is undefined), and go to `out` after the last.
 */
import type { Matrix } from './matrices.ts';

const nan = Number.NaN;

/** Results (i … i + 3, j … j + 2). Rows beyond the last are the last one again: the same sum to the same place. */
export const fourByThree = (
  a: Float64Array,
  b: Float64Array,
  from: number,
  sums: Float64Array,
  t: number,
  out: Matrix | undefined,
  i: number,
  j: number,
): void => {
  let s00 = sums[t] ?? nan;
  let s01 = sums[t + 1] ?? nan;
  let s02 = sums[t + 2] ?? nan;
  let s10 = sums[t + 3] ?? nan;
  let s11 = sums[t + 4] ?? nan;
  let s12 = sums[t + 5] ?? nan;
  let s20 = sums[t + 6] ?? nan;
  let s21 = sums[t + 7] ?? nan;
  let s22 = sums[t + 8] ?? nan;
  let s30 = sums[t + 9] ?? nan;
  let s31 = sums[t + 10] ?? nan;
  let s32 = sums[t + 11] ?? nan;
  for (let p = 0, q = from; p < a.length; p += 4, q += 3) {
    const b0 = b[q] ?? nan;
    const b1 = b[q + 1] ?? nan;
    const b2 = b[q + 2] ?? nan;
    const a0 = a[p] ?? nan;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    const a1 = a[p + 1] ?? nan;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    const a2 = a[p + 2] ?? nan;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    const a3 = a[p + 3] ?? nan;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
  }
  if (out === undefined) {
    sums[t] = s00;
    sums[t + 1] = s01;
    sums[t + 2] = s02;
    sums[t + 3] = s10;
    sums[t + 4] = s11;
    sums[t + 5] = s12;
    sums[t + 6] = s20;
    sums[t + 7] = s21;
    sums[t + 8] = s22;
    sums[t + 9] = s30;
    sums[t + 10] = s31;
    sums[t + 11] = s32;
    return;
  }
  const { data, start, rows, columns } = out;
  const last = rows.length - 1;
  const row0 = start + (rows[i] ?? nan);
  const row1 = start + (rows[Math.min(i + 1, last)] ?? nan);
  const row2 = start + (rows[Math.min(i + 2, last)] ?? nan);
  const row3 = start + (rows[Math.min(i + 3, last)] ?? nan);
  const column0 = columns[j] ?? nan;
  const column1 = columns[j + 1] ?? nan;
  const column2 = columns[j + 2] ?? nan;
  data[row0 + column0] = s00;
  data[row0 + column1] = s01;
  data[row0 + column2] = s02;
  data[row1 + column0] = s10;
  data[row1 + column1] = s11;
  data[row1 + column2] = s12;
  data[row2 + column0] = s20;
  data[row2 + column1] = s21;
  data[row2 + column2] = s22;
  data[row3 + column0] = s30;
  data[row3 + column1] = s31;
  data[row3 + column2] = s32;
};

/** Results (i … i + 3, j). */
export const fourByOne = (
  a: Float64Array,
  b: Float64Array,
  from: number,
  sums: Float64Array,
  t: number,
  out: Matrix | undefined,
  i: number,
  j: number,
): void => {
  let s0 = sums[t] ?? nan;
  let s1 = sums[t + 1] ?? nan;
  let s2 = sums[t + 2] ?? nan;
  let s3 = sums[t + 3] ?? nan;
  for (let p = 0, q = from; p < a.length; p += 4, q++) {
    const b0 = b[q] ?? nan;
    s0 += (a[p] ?? nan) * b0;
    s1 += (a[p + 1] ?? nan) * b0;
    s2 += (a[p + 2] ?? nan) * b0;
    s3 += (a[p + 3] ?? nan) * b0;
  }
  if (out === undefined) {
    sums[t] = s0;
    sums[t + 1] = s1;
    sums[t + 2] = s2;
    sums[t + 3] = s3;
    return;
  }
  const { data, start, rows, columns } = out;
  const last = rows.length - 1;
  const column = start + (columns[j] ?? nan);
  data[column + (rows[i] ?? nan)] = s0;
  data[column + (rows[Math.min(i + 1, last)] ?? nan)] = s1;
  data[column + (rows[Math.min(i + 2, last)] ?? nan)] = s2;
  data[column + (rows[Math.min(i + 3, last)] ?? nan)] = s3;
};
