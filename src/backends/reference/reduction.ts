import { stridesOf } from '../../tensor/aval.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { Params, ReduceOp, Window } from '../../tensor/primitives.ts';
import { at, forEachIndex, type NdArray, offsetOf } from './array.ts';

/** What reducing nothing gives. */
const identity = (op: ReduceOp, dtype: DType): number => {
  if (op === 'sum') return 0;
  const largest = dtype === 'f32' ? Number.POSITIVE_INFINITY : dtype === 'i32' ? 2 ** 31 - 1 : 1;
  const smallest = dtype === 'f32' ? Number.NEGATIVE_INFINITY : dtype === 'i32' ? -(2 ** 31) : 0;
  return op === 'max' ? smallest : largest;
};

const combine: { readonly [O in ReduceOp]: (a: number, b: number) => number } = {
  sum: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
};

/** Sums are kept in doubles (exact for i32 up to 2^53) and rounded once. */
export const reduce = ({ op, axes }: Params['reduce'], x: NdArray, out: NdArray): void => {
  const results = new Float64Array(out.data.length).fill(identity(op, x.dtype));
  const kept = stridesOf(out.shape);
  let axis = 0;
  const strides = x.shape.map((_, i) => (axes.includes(i) ? 0 : at(kept, axis++)));
  forEachIndex(x.shape, (index, flat) => {
    const place = offsetOf(index, strides);
    results[place] = combine[op](at(results, place), at(x.data, flat));
  });
  store(results, out);
};

/** Doubles into elements; integers wrap as 32-bit machines do, so a sum is the same in any order. */
const store = (results: Float64Array, out: NdArray): void => {
  for (let i = 0; i < results.length; i++) out.data[i] = at(results, i);
};

/** The first largest (or smallest); NaN counts as the most extreme of all. */
export const argReduce = ({ op, axis }: Params['argReduce'], x: NdArray, out: NdArray): void => {
  const own = stridesOf(x.shape);
  const step = at(own, axis);
  const kept = own.filter((_, i) => i !== axis);
  const better = op === 'argmax' ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  forEachIndex(out.shape, (index, flat) => {
    const from = offsetOf(index, kept);
    let best = 0;
    for (let i = 1; i < at(x.shape, axis); i++) {
      const [candidate, leader] = [at(x.data, from + i * step), at(x.data, from + best * step)];
      if (better(candidate, leader) || (Number.isNaN(candidate) && !Number.isNaN(leader))) best = i;
    }
    out.data[flat] = best;
  });
};

/** Calls `f` with the flat position of every cell of the window at `place` that lies inside x. */
const forEachCell = (
  params: Window,
  x: NdArray,
  place: readonly number[],
  f: (flat: number) => void,
): void => {
  const own = stridesOf(x.shape);
  forEachIndex(params.window, (tap) => {
    let flat = 0;
    for (let i = 0; i < tap.length; i++) {
      const position =
        at(place, i) * at(params.strides, i) +
        at(tap, i) * at(params.dilation, i) -
        (params.padding[i]?.[0] ?? 0);
      if (position < 0 || position >= at(x.shape, i)) return;
      flat += position * at(own, i);
    }
    f(flat);
  });
};

export const reduceWindow = (params: Params['reduceWindow'], x: NdArray, out: NdArray): void =>
  forEachIndex(out.shape, (place, flat) => {
    let result = identity(params.op, x.dtype);
    forEachCell(params, x, place, (cell) => {
      result = combine[params.op](result, at(x.data, cell));
    });
    out.data[flat] = result;
  });

/** The first largest cell of a window (NaN is larger than all), or nothing for a window of padding only. */
const largestCell = (params: Window, x: NdArray, place: readonly number[]): number | undefined => {
  let best: number | undefined;
  forEachCell(params, x, place, (cell) => {
    if (best === undefined) {
      best = cell;
      return;
    }
    const [candidate, leader] = [at(x.data, cell), at(x.data, best)];
    if (candidate > leader || (Number.isNaN(candidate) && !Number.isNaN(leader))) best = cell;
  });
  return best;
};

export const selectGather = (
  params: Params['selectGather'],
  [x, t]: readonly [NdArray, NdArray],
  out: NdArray,
): void =>
  forEachIndex(out.shape, (place, flat) => {
    const cell = largestCell(params, x, place);
    out.data[flat] = cell === undefined ? 0 : at(t.data, cell);
  });

export const selectScatter = (
  params: Params['selectScatter'],
  [x, c]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const sums = new Float64Array(out.data.length);
  forEachIndex(c.shape, (place, flat) => {
    const cell = largestCell(params, x, place);
    if (cell !== undefined) sums[cell] = at(sums, cell) + at(c.data, flat);
  });
  store(sums, out);
};
