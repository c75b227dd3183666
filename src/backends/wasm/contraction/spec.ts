/** What is to be contracted, and where its numbers are. */
import type { Tail } from '../kernels/kernel.ts';

/** An axis of A, B and C alike. Strides are in elements and not negative; 0 repeats the same numbers. */
export interface BatchAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** An axis of A and C. */
export interface RowAxis {
  readonly size: number;
  readonly a: number;
  readonly c: number;
}

/** An axis of A and B that is summed over. */
export interface InnerAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

/** An axis of B and C. */
export interface ColumnAxis {
  readonly size: number;
  readonly b: number;
  readonly c: number;
}

/**
 * C[batch, rows, columns] = init + Σ_inner A[batch, rows, inner] · B[batch, inner, columns], in f32. Matrix products,
 * `dot` and convolutions are of this form: they differ in their strides. The last column axis of C has stride 1.
 */
export interface Contraction {
  readonly batch: readonly BatchAxis[];
  readonly rows: readonly RowAxis[];
  readonly inner: readonly InnerAxis[];
  readonly columns: readonly ColumnAxis[];
  /** What the sum starts from: 0, what C holds, or a number for each column (the flattened number of the column). */
  readonly init: 'zero' | 'add' | 'bias';
  /** Rows are numbered over batch and rows in row-major order, columns over columns. */
  readonly tail?: Tail;
}

/** How many elements the axes have. */
export const volume = (axes: readonly { readonly size: number }[]): number =>
  axes.reduce((product, { size }) => product * size, 1);
