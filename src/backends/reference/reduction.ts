import { sizeOf, stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, type NdArray } from './array.ts';
import { reduceAlong } from './folds.ts';
import { runsOf } from './offsets.ts';

export const reduce = ({ op, axes }: Params['reduce'], x: NdArray, out: NdArray): void => {
  const kept = stridesOf(out.shape);
  let axis = 0;
  const strides = x.shape.map((_, i) => (axes.includes(i) ? 0 : at(kept, axis++)));
  const runs = runsOf(x.shape, { start: 0, strides: stridesOf(x.shape) }, { start: 0, strides });
  reduceAlong(op, x, [runs], out);
};

/** The first largest (or smallest); NaN counts as the most extreme of all. */
export const argReduce = (
  { op, axis }: Params['argReduce'],
  { shape, data }: NdArray,
  out: NdArray,
): void => {
  const [size, step] = [at(shape, axis), sizeOf(shape.slice(axis + 1))];
  const sign = op === 'argmax' ? 1 : -1;
  for (let place = 0; place < out.data.length; place++) {
    const inner = place % step;
    const from = (place - inner) * size + inner;
    let best = 0;
    let leader = data[from] ?? Number.NaN;
    for (let i = 1; i < size; i++) {
      const candidate = data[from + i * step] ?? Number.NaN;
      if (sign * candidate > sign * leader || (Number.isNaN(candidate) && !Number.isNaN(leader))) {
        best = i;
        leader = candidate;
      }
    }
    out.data[place] = best;
  }
};
