import { threefryInto } from '../../random/threefry.ts';
import { sizeOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, type NdArray } from './array.ts';

/** How [B, P, n, R] (operand) and [B, I] (indices) lie in memory, each group of axes as one size. */
const layout = (x: NdArray, indices: NdArray, axis: number, batch: number, places: number) => ({
  outer: sizeOf(x.shape.slice(0, batch)),
  before: sizeOf(x.shape.slice(batch, axis)),
  count: sizeOf(indices.shape.slice(batch)),
  after: sizeOf(x.shape.slice(axis + places)),
});

export const gather = (
  { axis, batch }: Params['gather'],
  [x, indices]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const { outer, before, count, after } = layout(x, indices, axis, batch, 1);
  const size = at(x.shape, axis);
  const missing = x.dtype === 'f32' ? Number.NaN : 0;
  let next = 0;
  for (let b = 0; b < outer; b++) {
    for (let p = 0; p < before; p++) {
      for (let i = 0; i < count; i++) {
        const index = at(indices.data, b * count + i);
        const from = ((b * before + p) * size + index) * after;
        const exists = index >= 0 && index < size;
        for (let r = 0; r < after; r++) out.data[next++] = exists ? at(x.data, from + r) : missing;
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
  let next = 0;
  for (let b = 0; b < outer; b++) {
    for (let p = 0; p < before; p++) {
      for (let i = 0; i < count; i++) {
        const index = at(indices.data, b * count + i);
        const to = ((b * before + p) * size + index) * after;
        const exists = index >= 0 && index < size;
        for (let r = 0; r < after; r++, next++) {
          if (exists) sums[to + r] = at(sums, to + r) + at(updates.data, next);
        }
      }
    }
  }
  for (let i = 0; i < sums.length; i++) out.data[i] = at(sums, i);
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
    for (let e = 0; e < size; e++) {
      if (e % 2 === 0) threefryInto(at(key.data, 2 * k), at(key.data, 2 * k + 1), e >>> 1, 0, block, 0);
      out.data[k * size + e] = at(block, e % 2);
    }
  }
};
