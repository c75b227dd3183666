import { stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, forEachIndex, type NdArray, offsetOf, readStrided } from './array.ts';

export const copy = (x: NdArray, out: NdArray): void => out.data.set(x.data);

export const transpose = ({ permutation }: Params['transpose'], x: NdArray, out: NdArray): void => {
  const strides = stridesOf(x.shape);
  readStrided(
    x,
    0,
    permutation.map((axis) => at(strides, axis)),
    out,
  );
};

export const broadcast = ({ axes }: Params['broadcast'], x: NdArray, out: NdArray): void => {
  const strides = stridesOf(x.shape);
  const repeated = out.shape.map((_, axis) => (axes.includes(axis) ? at(strides, axes.indexOf(axis)) : 0));
  readStrided(x, 0, repeated, out);
};

export const slice = ({ starts, strides }: Params['slice'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  readStrided(
    x,
    offsetOf(starts, own),
    own.map((stride, i) => stride * at(strides, i)),
    out,
  );
};

export const reverse = ({ axes }: Params['reverse'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  const last = x.shape.map((size, axis) => (axes.includes(axis) ? size - 1 : 0));
  readStrided(
    x,
    offsetOf(last, own),
    own.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
    out,
  );
};

export const pad = ({ low, interior, value }: Params['pad'], x: NdArray, out: NdArray): void => {
  out.data.fill(value);
  const strides = stridesOf(out.shape);
  forEachIndex(x.shape, (index, flat) => {
    const place = index.map((i, axis) => at(low, axis) + i * (at(interior, axis) + 1));
    out.data[offsetOf(place, strides)] = at(x.data, flat);
  });
};

export const concat = ({ axis }: Params['concat'], xs: readonly NdArray[], out: NdArray): void => {
  const strides = stridesOf(out.shape);
  let start = 0;
  for (const x of xs) {
    const from = start * at(strides, axis);
    forEachIndex(x.shape, (index, flat) => {
      out.data[from + offsetOf(index, strides)] = at(x.data, flat);
    });
    start += at(x.shape, axis);
  }
};

export const iota = ({ axis }: Params['iota'], out: NdArray): void =>
  forEachIndex(out.shape, (index, flat) => {
    out.data[flat] = at(index, axis);
  });
