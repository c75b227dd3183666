import { threefryInto } from '../../random/threefry.ts';
import { sizeOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, type Elements, type NdArray } from './array.ts';

/** How [B, P, n, R] (operand) and [B, I] (indices) lie in memory, each group of axes as one size. */
const layout = (x: NdArray, indices: NdArray, axis: number, batch: number, places: number) => ({
  outer: sizeOf(x.shape.slice(0, batch)),
  before: sizeOf(x.shape.slice(batch, axis)),
  count: sizeOf(indices.shape.slice(batch)),
  after: sizeOf(x.shape.slice(axis + places)),
});

const copyRow = (x: Elements, from: number, out: Elements, to: number, length: number): void => {
  for (let r = 0; r < length; r++) out[to + r] = x[from + r] ?? Number.NaN;
};

const addRow = (x: Elements, from: number, sums: Float64Array, to: number, length: number): void => {
  for (let r = 0; r < length; r++) sums[to + r] = (sums[to + r] ?? Number.NaN) + (x[from + r] ?? Number.NaN);
};

export const gather = (
  { axis, batch }: Params['gather'],
  [x, indices]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const { outer, before, count, after } = layout(x, indices, axis, batch, 1);
  const size = at(x.shape, axis);
  const missing = x.dtype === 'f32' ? Number.NaN : 0;
  let to = 0;
  for (let b = 0; b < outer; b++) {
    for (let p = 0; p < before; p++) {
      for (let i = 0; i < count; i++, to += after) {
        const index = indices.data[b * count + i] ?? Number.NaN;
        const from = ((b * before + p) * size + index) * after;
        if (index >= 0 && index < size) copyRow(x.data, from, out.data, to, after);
        else out.data.fill(missing, to, to + after);
      }
    }
  }
};

export const scatterAdd = (
  { axis, batch, size }: Params['scatterAdd'],
  [updates, indices]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const { outer, before, count, after } = layout(updates, indices, axis, batch, indices.shape.length - batch);
  const sums = new Float64Array(out.data.length);
  let from = 0;
  for (let b = 0; b < outer; b++) {
    for (let p = 0; p < before; p++) {
      for (let i = 0; i < count; i++, from += after) {
        const index = indices.data[b * count + i] ?? Number.NaN;
        const to = ((b * before + p) * size + index) * after;
        if (index >= 0 && index < size) addRow(updates.data, from, sums, to, after);
      }
    }
  }
  out.data.set(sums);
};

/** Ascending, equal elements in their order, NaN last. */
export const argsort = (x: NdArray, out: NdArray): void => {
  const row = x.shape.at(-1) ?? 0;
  for (let from = 0; from < x.data.length; from += row) {
    const order = Array.from({ length: row }, (_, i) => i).sort((i, j) => {
      const [a, b] = [at(x.data, from + i), at(x.data, from + j)];
      if (Number.isNaN(a) || Number.isNaN(b))
        return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
      return a - b || i - j;
    });
    out.data.set(order, from);
  }
};

/** Element e of a key's draw is word e mod 2 of Threefry's block number ⌊e / 2⌋. */
export const randomBits = ({ shape }: Params['randomBits'], key: NdArray, out: NdArray): void => {
  const size = sizeOf(shape);
  const block = new Int32Array(2);
  for (let k = 0; k * size < out.data.length; k++) {
    const [key0, key1] = [at(key.data, 2 * k), at(key.data, 2 * k + 1)];
    for (let e = 0; e < size; e++) {
      if (e % 2 === 0) threefryInto(key0, key1, e >>> 1, 0, block, 0);
      out.data[k * size + e] = block[e % 2] ?? Number.NaN;
    }
  }
};
