import { apply } from '../../src/tensor/apply.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import { any, fits, indicesBelow, like, put, shape, size, type Workshop, withAxis } from './workshop.ts';

export const gather = (w: Workshop): void => {
  const { sample, axis } = withAxis(w, any(w, 'f32', 'i32', 'bool'));
  const { x, bound } = sample;
  const n = x.shape[axis] ?? 0;
  const batch = w.below(axis + 1);
  const places = shape(w, 2);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  // Nothing can be gathered safely from an empty axis.
  if ((n === 0 && w.menu.range === 'safe') || !fits([...before, ...places, ...after])) return;
  const indices = indicesBelow(w, n, [...x.shape.slice(0, batch), ...places]);
  put(w, apply('gather', { axis, batch }, [x, indices]), bound);
};

export const scatterAdd = (w: Workshop): void => {
  const { sample, axis } = withAxis(w, any(w, 'f32', 'i32'));
  const { x, bound } = sample;
  const batch = w.below(axis + 1);
  const places = x.shape.slice(axis, axis + w.below(x.shape.length - axis + 1));
  const target = size(w);
  if (!fits([...x.shape.slice(0, axis), target, ...x.shape.slice(axis + places.length)])) return;
  const indices = indicesBelow(w, target, [...x.shape.slice(0, batch), ...places]);
  put(
    w,
    apply('scatterAdd', { axis, batch, size: target }, [x, indices]),
    bound * Math.max(1, sizeOf(places)),
  );
};

export const argsort = (w: Workshop): void => {
  const { sample } = withAxis(w, any(w, 'f32', 'i32'));
  put(w, apply('argsort', {}, [sample.x]), 150);
};

export const randomBits = (w: Workshop): void => {
  const key = like(w, 'i32', w.oneIn(3) ? [size(w), 2] : [2]);
  const drawn = apply('randomBits', { shape: shape(w, 2) }, [key.x]);
  if (fits(drawn.shape)) put(w, drawn, 2 ** 31);
};
