/**
 * Pictures of another size. Every resize is one constant matrix along each spatial axis.
 */
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { allocate, makeValue, type Sized, sizesOf } from '../values.ts';
import { contract } from './labelled.ts';
import { areaWeights, bilinearWeights, type ResizeWeights } from './resize-weights.ts';

/** [nOut, nIn] as a constant. */
const matrix = (weights: ResizeWeights): AnyTensor => {
  const columns = weights[0]?.length ?? 0;
  const data = allocate('f32', weights.length * columns);
  weights.forEach((row, i) => data.set(row, i * columns));
  return build.constant(makeValue([weights.length, columns], 'f32', data));
};

const resize = (op: string, x: AnyTensor, to: Sized, weights: (nIn: number, nOut: number) => ResizeWeights): AnyTensor => {
  build.demandDType(op, x, 'f32');
  const rank = x.shape.length;
  demand(rank >= 3, op, 'the input has fewer than three axes', [x], '[…, height, width, channels]');
  const sizes = sizesOf(to);
  const positive = sizes.length === 2 && sizes.every((n) => Number.isSafeInteger(n) && n >= 1);
  demand(positive, op, `takes a height and a width ≥ 1, got [${sizes.join(', ')}]`);
  return sizes.reduce((y, nOut, i) => {
    const axis = rank - 3 + i;
    const nIn = y.shape[axis] ?? 0;
    demand(nIn >= 1, op, `axis ${axis} is empty`, [x]);
    if (nIn === nOut) return y;
    const labels = y.shape.map((_, k) => (k === axis ? 'in' : `${k}`));
    const product = contract(
      { x: matrix(weights(nIn, nOut)), labels: ['out', 'in'] },
      { x: y, labels },
      new Set(['out', ...labels.filter((label) => label !== 'in')]),
    );
    return build.moveAxis(product.x, 0, axis);
  }, x);
};

export function areaResize(x: AnyTensor, to: Sized): AnyTensor {
  return resize('areaResize', x, to, areaWeights);
}

export interface BilinearOptions {
  /** Widens the filter when making a picture smaller, so that every pixel counts. */
  readonly antialias?: boolean;
}

export function bilinearResize(x: AnyTensor, to: Sized, { antialias = false }: BilinearOptions = {}): AnyTensor {
  return resize('bilinearResize', x, to, (nIn, nOut) => bilinearWeights(nIn, nOut, antialias));
}

export function upsample(x: AnyTensor, factor: number): AnyTensor {
  const rank = x.shape.length;
  demand(rank >= 3, 'upsample', 'the input has fewer than three axes', [x], '[…, height, width, channels]');
  demand(Number.isSafeInteger(factor) && factor >= 1, 'upsample', `factor must be a whole number ≥ 1, got ${factor}`);
  const isSpatial = (axis: number) => axis === rank - 3 || axis === rank - 2;
  const apart = x.shape.flatMap((n, axis) => (isSpatial(axis) ? [n, 1] : [n]));
  const repeated = x.shape.flatMap((n, axis) => (isSpatial(axis) ? [n, factor] : [n]));
  const merged = x.shape.map((n, axis) => (isSpatial(axis) ? n * factor : n));
  return build.reshapeTo(build.broadcastTo('upsample', build.reshapeTo(x, apart), repeated), merged);
}
