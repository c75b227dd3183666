import { sizeOf, stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { freeAxes } from '../../tensor/shape-rules/contraction.ts';
import { at, forEachIndex, type NdArray } from './array.ts';
import { transpose } from './shaping.ts';

/** The elements of `x` with its axes in the order given, as doubles: one kind of array keeps the loops fast. */
const ordered = (x: NdArray, axes: readonly number[]): Float64Array => {
  const shape = axes.map((axis) => at(x.shape, axis));
  const data = new Float64Array(sizeOf(shape));
  transpose({ permutation: axes }, x, { shape, dtype: x.dtype, data });
  return data;
};

/** As [batch, rows, inner] · [batch, columns, inner]ᵀ, each element one sum in double precision. */
export const dot = (params: Params['dot'], [a, b]: readonly [NdArray, NdArray], out: NdArray): void => {
  const { aBatch, bBatch, aContract, bContract } = params;
  const aFree = freeAxes(a.shape.length, aBatch, aContract);
  const bFree = freeAxes(b.shape.length, bBatch, bContract);
  const x = ordered(a, [...aBatch, ...aFree, ...aContract]);
  const y = ordered(b, [...bBatch, ...bFree, ...bContract]);
  const count = (axes: readonly number[], of: NdArray) => sizeOf(axes.map((axis) => at(of.shape, axis)));
  const [rows, columns, inner] = [count(aFree, a), count(bFree, b), count(aContract, a)];
  const batches = count(aBatch, a);
  let next = 0;
  for (let n = 0; n < batches; n++) {
    for (let i = 0; i < rows; i++) {
      const row = x.subarray((n * rows + i) * inner, (n * rows + i + 1) * inner);
      for (let j = 0; j < columns; j++) out.data[next++] = product(row, y, (n * columns + j) * inner);
    }
  }
};

/** Σ row[k] · y[from + k]. */
const product = (row: Float64Array, y: Float64Array, from: number): number => {
  let sum = 0;
  for (let k = 0; k < row.length; k++) sum += (row[k] ?? Number.NaN) * (y[from + k] ?? Number.NaN);
  return sum;
};

/** Cross-correlation by its definition: every output is a sum over the window and the group's channels. */
export const conv = (
  params: Params['conv'],
  [x, kernel]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const { strides, padding, inputDilation, kernelDilation, groups } = params;
  const rank = strides.length;
  const [window, space] = [kernel.shape.slice(0, rank), x.shape.slice(1, rank + 1)];
  const [inner, filters] = [at(kernel.shape, rank), at(kernel.shape, rank + 1)];
  const channels = at(x.shape, rank + 1);
  const spaceStrides = stridesOf(space);
  const perGroup = filters / groups;
  const pixels = sizeOf(space);
  const [images, weights] = [Float64Array.from(x.data), Float64Array.from(kernel.data)];
  forEachIndex(out.shape.slice(0, rank + 1), (place, flat) => {
    const sums = new Float64Array(filters);
    forEachIndex(window, (tap, tapNumber) => {
      let pixel = 0;
      for (let i = 0; i < rank; i++) {
        const position =
          at(place, i + 1) * at(strides, i) + at(tap, i) * at(kernelDilation, i) - (padding[i]?.[0] ?? 0);
        const source = position / at(inputDilation, i);
        if (!Number.isInteger(source) || source < 0 || source >= at(space, i)) return;
        pixel += source * at(spaceStrides, i);
      }
      const from = (at(place, 0) * pixels + pixel) * channels;
      for (let group = 0; group < groups; group++) {
        for (let c = 0; c < inner; c++) {
          const factor = at(images, from + group * inner + c);
          const row = (tapNumber * inner + c) * filters;
          for (let o = group * perGroup; o < (group + 1) * perGroup; o++) {
            sums[o] = (sums[o] ?? Number.NaN) + factor * (weights[row + o] ?? Number.NaN);
          }
        }
      }
    });
    out.data.set(sums, flat * filters);
  });
};
