/** Axes in normal form: as few as possible, and in an order that suits the kernels. */
import type { BatchAxis, ColumnAxis, Contraction, InnerAxis, RowAxis } from './spec.ts';
import { volume } from './spec.ts';

/** An axis that is looped over outside of everything. `row` and `column`: what a step adds to the numbers of both. */
export interface OuterAxis extends BatchAxis {
  readonly row: number;
  readonly column: number;
}

export interface NormalForm {
  readonly outer: readonly OuterAxis[];
  readonly rows: readonly RowAxis[];
  readonly inner: readonly InnerAxis[];
  /** Columns of one run in C: they follow each other without gaps, though not in B. At least one axis. */
  readonly columns: readonly ColumnAxis[];
}

/** Drops axes of size 1, and joins each axis to the next where one stride serves both in every operand. */
const merged = <K extends string, A extends { readonly size: number } & { readonly [P in K]: number }>(
  axes: readonly A[],
  strides: readonly K[],
): readonly A[] => {
  const result: A[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const last = result.at(-1);
    const fits = last !== undefined && strides.every((s) => last[s] === axis.size * axis[s]);
    if (fits) result.pop();
    result.push(fits ? { ...axis, size: last.size * axis.size } : axis);
  }
  return result;
};

/** From the end, how many axes lie in C without gaps. */
const runLength = (columns: readonly ColumnAxis[]): number => {
  let [count, next] = [0, 1];
  for (const { size, c } of columns.toReversed()) {
    if (c !== next) break;
    next *= size;
    count++;
  }
  return count;
};

/**
 * Normal form of a contraction none of whose outputs' axes is empty.
 *
 * @param runs whether a run of columns may be of several axes of B, which must be packed then
 */
export const normalise = (spec: Contraction, runs: boolean): NormalForm => {
  const rowCount = volume(spec.rows);
  const columns = merged(spec.columns, ['b', 'c']);
  const inRun = Math.min(runLength(columns), runs ? columns.length : 1);
  const run = columns.slice(columns.length - inRun);
  // Where B does not change, a step of the batch is as good as further rows.
  const firstFree = spec.batch.findLastIndex(({ b, size }) => b !== 0 && size !== 1) + 1;
  const numbered = spec.batch.map((axis, i) => ({
    ...axis,
    row: rowCount * volume(spec.batch.slice(i + 1)),
    column: 0,
  }));
  const apart = columns.slice(0, columns.length - inRun).map(({ size, b, c }, i) => {
    return { size, a: 0, b, c, row: 0, column: volume(columns.slice(i + 1)) };
  });
  const inner = spec.inner.filter(({ size }) => size !== 1).toSorted((x, y) => y.a - x.a || y.b - x.b);
  return {
    outer: merged([...numbered.slice(0, firstFree), ...apart], ['a', 'b', 'c', 'row', 'column']),
    rows: merged([...spec.batch.slice(firstFree), ...spec.rows], ['a', 'c']),
    inner: inner.some(({ size }) => size === 0) ? [{ size: 0, a: 0, b: 0 }] : merged(inner, ['a', 'b']),
    columns: run.length === 0 ? [{ size: 1, b: 1, c: 1 }] : run,
  };
};
