import { sizeOf, stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { freeAxes } from '../../tensor/shape-rules/contraction.ts';
import { type Allocate, at, forEachIndex, type NdArray } from './array.ts';
import { transpose } from './shaping.ts';

/** `x` with its axes in the order given. */
const ordered = (x: NdArray, axes: readonly number[], allocate: Allocate): NdArray => {
  const out = allocate({ shape: axes.map((axis) => at(x.shape, axis)), dtype: x.dtype });
  transpose({ permutation: axes }, x, out);
  return out;
};

/** As [batch, rows, inner] · [batch, columns, inner]ᵀ, each element one sum in double precision. */
export const dot = (
  params: Params['dot'],
  [a, b]: readonly [NdArray, NdArray],
  out: NdArray,
  allocate: Allocate,
): void => {
  const { aBatch, bBatch, aContract, bContract } = params;
  const aFree = freeAxes(a.shape.length, aBatch, aContract);
  const bFree = freeAxes(b.shape.length, bBatch, bContract);
  const x = ordered(a, [...aBatch, ...aFree, ...aContract], allocate).data;
  const y = ordered(b, [...bBatch, ...bFree, ...bContract], allocate).data;
  const count = (axes: readonly number[], of: NdArray) => sizeOf(axes.map((axis) => at(of.shape, axis)));
  const [rows, columns, inner] = [count(aFree, a), count(bFree, b), count(aContract, a)];
  let next = 0;
  for (let n = 0; n < count(aBatch, a); n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const [p, q] = [(n * rows + i) * inner, (n * columns + j) * inner];
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += at(x, p + k) * at(y, q + k);
        out.data[next++] = sum;
      }
    }
  }
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
      for (let o = 0; o < filters; o++) {
        const group = Math.floor(o / perGroup);
        let sum = 0;
        for (let c = 0; c < inner; c++) {
          sum +=
            at(x.data, from + group * inner + c) * at(kernel.data, (tapNumber * inner + c) * filters + o);
        }
        sums[o] = at(sums, o) + sum;
      }
    });
    out.data.set(sums, flat * filters);
  });
};
