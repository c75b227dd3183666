import { stridesOf } from '../../tensor/aval.ts';
import type { Params, Window } from '../../tensor/primitives.ts';
import { at, type NdArray } from './array.ts';
import { reduceAlong } from './folds.ts';
import { choices, multiples, offsetOf, type Runs, runsOf } from './offsets.ts';

type Numbers = readonly number[];

const nan = Number.NaN;

/** The places along an axis from which a tap of the window is seen to fall on an element. */
interface Seen {
  readonly count: number;
  readonly firstPlace: number;
  readonly firstElement: number;
}

const seenAlong = (params: Window, axis: number, tap: number, size: number, places: number): Seen => {
  const stride = at(params.strides, axis);
  const start = tap * at(params.dilation, axis) - (params.padding[axis]?.[0] ?? 0);
  const first = Math.max(0, Math.ceil(-start / stride));
  const end = Math.min(places, Math.ceil((size - start) / stride));
  return { count: Math.max(0, end - first), firstPlace: first, firstElement: start + first * stride };
};

/**
 * For each tap of a window, in row-major order, the walk over the elements of x under it, to the places of `out`
 * whose windows they are in. A tap that is in the padding is not walked to.
 */
function* walks(params: Window, x: Numbers, out: Numbers): Generator<Runs> {
  const [from, to] = [stridesOf(x), stridesOf(out)];
  const apart = from.map((stride, axis) => stride * at(params.strides, axis));
  for (const tap of choices(params.window.map((size) => [...multiples(size, 1)]))) {
    const seen = tap.map((t, axis) => seenAlong(params, axis, t, at(x, axis), at(out, axis)));
    const elements = seen.map((axis) => axis.firstElement);
    const places = seen.map((axis) => axis.firstPlace);
    yield runsOf(
      seen.map((axis) => axis.count),
      { start: offsetOf(elements, from), strides: apart },
      { start: offsetOf(places, to), strides: to },
    );
  }
}

export const reduceWindow = (params: Params['reduceWindow'], x: NdArray, out: NdArray): void =>
  reduceAlong(params.op, x, walks(params, x.shape, out.shape), out);

/**
 * For each window the position of its first largest element (NaN is larger than all), or −1 where there is padding only.
 * Which of two is larger is looked up in a pair: it follows no pattern, and a branch would be guessed wrongly.
 */
const largest = (params: Window, { shape, data }: NdArray, places: Numbers, count: number): Int32Array => {
  const best = new Int32Array(count).fill(-1);
  const pair = new Int32Array(2);
  for (const { length, from, fromStep, to, toStep } of walks(params, shape, places)) {
    for (let run = 0; run < to.length; run++) {
      let i = from[run] ?? nan;
      let j = to[run] ?? nan;
      for (let left = length; left > 0; i += fromStep, j += toStep, left--) {
        const leader = best[j] ?? nan;
        const x = data[i] ?? nan;
        const y = leader < 0 ? nan : (data[leader] ?? nan);
        pair[0] = leader;
        pair[1] = i;
        const isNext =
          Number(leader < 0) | Number(x > y) | (Number(Number.isNaN(x)) & Number(!Number.isNaN(y)));
        best[j] = pair[isNext] ?? nan;
      }
    }
  }
  return best;
};

export const selectGather = (
  params: Params['selectGather'],
  [x, t]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const chosen = largest(params, x, out.shape, out.data.length);
  for (let i = 0; i < chosen.length; i++) {
    const place = chosen[i] ?? nan;
    out.data[i] = place < 0 ? 0 : (t.data[place] ?? nan);
  }
};

export const selectScatter = (
  params: Params['selectScatter'],
  [x, c]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const chosen = largest(params, x, c.shape, c.data.length);
  const sums = new Float64Array(out.data.length);
  for (let i = 0; i < chosen.length; i++) {
    const place = chosen[i] ?? nan;
    if (place >= 0) sums[place] = (sums[place] ?? nan) + (c.data[i] ?? nan);
  }
  out.data.set(sums);
};
