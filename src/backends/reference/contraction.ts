import { stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { freeAxes } from '../../tensor/shape-rules/contraction.ts';
import { at, type NdArray } from './array.ts';
import type { Matrices } from './matrices.ts';
import { multiples, sums } from './offsets.ts';
import { multiply } from './product.ts';

/** An array as [batch, rows, inner], whatever the order of its axes: nothing is moved. */
const matrices = (x: NdArray, batch: readonly number[], contract: readonly number[]): Matrices => {
  const strides = stridesOf(x.shape);
  const along = (axes: readonly number[]): Int32Array =>
    sums(axes.map((axis) => multiples(at(x.shape, axis), at(strides, axis))));
  return {
    data: x.data,
    starts: along(batch),
    rows: along(freeAxes(x.shape.length, batch, contract)),
    columns: along(contract),
  };
};

/** As [batch, rows, inner] · [batch, columns, inner]ᵀ. */
export const dot = (params: Params['dot'], [a, b]: readonly [NdArray, NdArray], out: NdArray): void => {
  const left = matrices(a, params.aBatch, params.aContract);
  const right = matrices(b, params.bBatch, params.bContract);
  const [rows, columns] = [left.rows.length, right.rows.length];
  multiply(left, right, {
    data: out.data,
    starts: multiples(left.starts.length, rows * columns),
    rows: multiples(rows, columns),
    columns: multiples(columns, 1),
  });
};
