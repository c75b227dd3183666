import { apply } from '../../src/tensor/apply.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { Params } from '../../src/tensor/primitives.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { palette } from './palette.ts';
import {
  any,
  constant as constantOf,
  fits,
  like,
  put,
  shape,
  size,
  type Workshop,
  withAxis,
} from './workshop.ts';

const anything = (w: Workshop) => any(w, 'f32', 'i32', 'bool');

export const constant = (w: Workshop): void => {
  const { x, bound } = constantOf(w, w.pick(['f32', 'i32', 'bool']), shape(w));
  put(w, x, bound);
};

export const iota = (w: Workshop): void => {
  const sizes = [size(w), ...shape(w, 2)];
  put(w, apply('iota', { shape: sizes, axis: w.below(sizes.length) }, []), 5);
};

export const reshape = (w: Workshop): void => {
  const { x, bound } = anything(w);
  const [first = 1, second = 1, ...rest] = x.shape;
  const to = w.pick<readonly number[]>([
    [sizeOf(x.shape)],
    [1, ...x.shape],
    [...x.shape, 1],
    x.shape.toReversed(),
    [first * second, ...rest],
    x.shape.filter((n) => n !== 1),
    x.shape,
  ]);
  put(w, apply('reshape', { shape: to }, [x]), bound);
};

/** Some order of a list. */
export const shuffled = <A>(w: Workshop, list: readonly A[]): readonly A[] => {
  const left = [...list];
  return list.flatMap(() => left.splice(w.below(left.length), 1));
};

export const transpose = (w: Workshop): void => {
  const { x, bound } = anything(w);
  put(w, apply('transpose', { permutation: shuffled(w, build.range(x.shape.length)) }, [x]), bound);
};

export const broadcast = (w: Workshop): void => {
  const { x, bound } = anything(w);
  const to: number[] = [];
  const axes: number[] = [];
  const add = (): void => {
    const extra = w.oneIn(2) && to.length < 5 ? [size(w)] : [];
    if (fits([...to, ...extra, ...x.shape])) to.push(...extra);
  };
  for (const n of x.shape) {
    add();
    axes.push(to.push(n) - 1);
  }
  add();
  const fitting = fits(to) ? { shape: to, axes } : { shape: x.shape, axes: build.range(x.shape.length) };
  put(w, apply('broadcast', fitting, [x]), bound);
};

export const slice = (w: Workshop): void => {
  const { x, bound } = anything(w);
  const ranges = x.shape.map((n) => {
    const start = w.below(n);
    return { start, limit: n - w.below(n - start + 1), stride: 1 + w.below(3) };
  });
  const params: Params['slice'] = {
    starts: ranges.map((r) => r.start),
    limits: ranges.map((r) => r.limit),
    strides: ranges.map((r) => r.stride),
  };
  put(w, apply('slice', params, [x]), bound);
};

export const pad = (w: Workshop): void => {
  const { x, bound } = anything(w);
  const value = w.pick(palette(x.dtype, w.menu.range));
  const each = (most: number) => x.shape.map(() => w.below(most + 1));
  const params: Params['pad'] = { low: each(2), high: each(2), interior: each(1), value };
  const padded = apply('pad', params, [x]);
  if (fits(padded.shape)) put(w, padded, Math.max(bound, Math.abs(value)));
};

export const concat = (w: Workshop): void => {
  const { sample, axis } = withAxis(w, anything(w));
  const { x } = sample;
  const others = build.range(w.below(3)).map(() => like(w, x.dtype, x.shape.with(axis, size(w))));
  const joined = shuffled(w, [sample, ...others]);
  const result = apply(
    'concat',
    { axis },
    joined.map((s) => s.x),
  );
  if (fits(result.shape)) put(w, result, Math.max(...joined.map((s) => s.bound)));
};

/** Some of the axes of a tensor. */
export const someAxes = (w: Workshop, x: AnyTensor): readonly number[] =>
  build.range(x.shape.length).filter(() => !w.oneIn(2));

export const reverse = (w: Workshop): void => {
  const { x, bound } = anything(w);
  put(w, apply('reverse', { axes: someAxes(w, x) }, [x]), bound);
};

export const messages = (w: Workshop): void => {
  const { sample } = withAxis(w, anything(w));
  put(w, apply('messages', { label: w.pick(['space', 'time']) }, [sample.x]), sample.bound);
};
