import { stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, type Elements, type NdArray } from './array.ts';
import { offsetOf, type Runs, runsOf, type Side } from './offsets.ts';

type Numbers = readonly number[];

/** From this length on, the built-in ways to copy and fill are faster than a loop. */
const long = 32;

/** Copies the elements of a walk from one array to another. */
const copyRuns = (x: Elements, out: Elements, { length, from, fromStep, to, toStep }: Runs): void => {
  const block = toStep === 1 && length >= long;
  for (let run = 0; run < to.length; run++) {
    const start = from[run] ?? Number.NaN;
    const place = to[run] ?? Number.NaN;
    if (block && fromStep === 1) out.set(x.subarray(start, start + length), place);
    else if (block && fromStep === 0) out.fill(x[start] ?? Number.NaN, place, place + length);
    else
      for (let i = start, j = place, left = length; left > 0; i += fromStep, j += toStep, left--)
        out[j] = x[i] ?? Number.NaN;
  }
};

/**
 * Fills `out` with the elements of `x` at `start + Σ index · stride`: transposes, broadcasts, slices and
 * reversals are all this.
 */
const read = (x: NdArray, from: Side, out: NdArray): void =>
  copyRuns(x.data, out.data, runsOf(out.shape, from, { start: 0, strides: stridesOf(out.shape) }));

/** Writes `x` to the places `start + Σ index · stride` of `out`: padding and joining are this. */
const write = (x: NdArray, out: NdArray, to: Side): void =>
  copyRuns(x.data, out.data, runsOf(x.shape, { start: 0, strides: stridesOf(x.shape) }, to));

export const transpose = ({ permutation }: Params['transpose'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  read(x, { start: 0, strides: permutation.map((axis) => at(own, axis)) }, out);
};

export const broadcast = ({ axes }: Params['broadcast'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  const repeated = out.shape.map((_, axis) => (axes.includes(axis) ? at(own, axes.indexOf(axis)) : 0));
  read(x, { start: 0, strides: repeated }, out);
};

export const slice = ({ starts, strides }: Params['slice'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  const wide = own.map((stride, axis) => stride * at(strides, axis));
  read(x, { start: offsetOf(starts, own), strides: wide }, out);
};

export const reverse = ({ axes }: Params['reverse'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  const last = x.shape.map((size, axis) => (axes.includes(axis) ? size - 1 : 0));
  const back = own.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  read(x, { start: offsetOf(last, own), strides: back }, out);
};

export const pad = ({ low, interior, value }: Params['pad'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(out.shape);
  const apart = own.map((stride, axis) => stride * (at(interior, axis) + 1));
  out.data.fill(value);
  write(x, out, { start: offsetOf(low, own), strides: apart });
};

export const concat = ({ axis }: Params['concat'], xs: readonly NdArray[], out: NdArray): void => {
  const own = stridesOf(out.shape);
  let start = 0;
  for (const x of xs) {
    write(x, out, { start, strides: own });
    start += at(x.shape, axis) * at(own, axis);
  }
};

/** The numbers along an axis, as one array of them broadcast over the others. */
export const iota = ({ shape, axis }: Params['iota'], out: NdArray): void => {
  const along: Numbers = shape.map((_, i) => (i === axis ? 1 : 0));
  const data = Int32Array.from({ length: at(shape, axis) }, (_, i) => i);
  read({ shape: [data.length], dtype: 'i32', data }, { start: 0, strides: along }, out);
};
