/**
 * Pictures of another size. Every resize is one constant matrix along each spatial axis.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { ResizeShape, UpsampleShape } from '../../shape-types/resize.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { allocate, makeValue, type ShapeOf, type Sized, sizesOf } from '../values.ts';
import { contract } from './labelled.ts';
import { areaWeights, bilinearWeights, type ResizeWeights } from './resize-weights.ts';

/** A height and a width. */
export type Target = readonly [Sized[number], Sized[number]];

/** [nOut, nIn] as a constant. */
const matrix = (weights: ResizeWeights): AnyTensor => {
  const columns = weights[0]?.length ?? 0;
  const data = allocate('f32', weights.length * columns);
  weights.forEach((row, i) => {
    data.set(row, i * columns);
  });
  return build.constant(makeValue([weights.length, columns], 'f32', data));
};

const resize = (
  op: string,
  x: AnyTensor,
  to: Sized,
  weights: (nIn: number, nOut: number) => ResizeWeights,
): AnyTensor => {
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

/**
 * `[…, H, W, C]` averaged (or spread) to another height and width: each output cell covers its share of the input, and every
 * input counts by how much of it is covered. See {@link areaWeights}.
 *
 * @throws TensorError when there are fewer than three axes, or a size is 0.
 *
 * @example
 * ```ts
 * import { areaResize, zeros } from 'thwc';
 * const y = areaResize(zeros([32, 7, 7, 512]), [3, 3]); // Tensor<[32, 3, 3, 512]>
 * ```
 */
export function areaResize<X extends Shape, const Z extends Target>(
  x: Tensor<X>,
  to: Z & Check<ResizeShape<X, ShapeOf<Z>, 'areaResize'>>,
): Result<ResizeShape<X, ShapeOf<Z>, 'areaResize'>>;
export function areaResize(x: AnyTensor, to: Sized): AnyTensor {
  return resize('areaResize', x, to, areaWeights);
}

/** How `bilinearResize` samples. */
export interface BilinearOptions {
  /** Widens the filter when making a picture smaller, so that every pixel counts. */
  readonly antialias?: boolean;
}

/**
 * `[…, H, W, C]` interpolated linearly to another height and width, with cell centres at halves (as `align_corners: false`
 * elsewhere); beyond the outermost centres the picture goes on unchanged.
 *
 * @throws TensorError when there are fewer than three axes, or a size is 0.
 *
 * @example
 * ```ts
 * import { bilinearResize, zeros } from 'thwc';
 * const y = bilinearResize(zeros([32, 100, 80, 3]), [50, 40], { antialias: true }); // Tensor<[32, 50, 40, 3]>
 * ```
 */
export function bilinearResize<X extends Shape, const Z extends Target>(
  x: Tensor<X>,
  to: Z & Check<ResizeShape<X, ShapeOf<Z>, 'bilinearResize'>>,
  options?: BilinearOptions,
): Result<ResizeShape<X, ShapeOf<Z>, 'bilinearResize'>>;
export function bilinearResize(
  x: AnyTensor,
  to: Sized,
  { antialias = false }: BilinearOptions = {},
): AnyTensor {
  return resize('bilinearResize', x, to, (nIn, nOut) => bilinearWeights(nIn, nOut, antialias));
}

/**
 * `[…, H, W, C]` with every pixel repeated `factor` times in both directions.
 *
 * @throws TensorError when there are fewer than three axes, or the factor is not a whole number ≥ 1.
 *
 * @example
 * ```ts
 * import { upsample, zeros } from 'thwc';
 * const y = upsample(zeros([32, 7, 7, 512]), 2); // Tensor<[32, 14, 14, 512]>
 * ```
 */
export function upsample<X extends Shape, D extends DType, Factor extends number>(
  x: Tensor<X, D>,
  factor: Factor & Check<UpsampleShape<X, Factor>>,
): Result<UpsampleShape<X, Factor>, D>;
export function upsample(x: AnyTensor, factor: number): AnyTensor {
  const rank = x.shape.length;
  demand(rank >= 3, 'upsample', 'the input has fewer than three axes', [x], '[…, height, width, channels]');
  demand(
    Number.isSafeInteger(factor) && factor >= 1,
    'upsample',
    `factor must be a whole number ≥ 1, got ${factor}`,
  );
  const isSpatial = (axis: number) => axis === rank - 3 || axis === rank - 2;
  const apart = x.shape.flatMap((n, axis) => (isSpatial(axis) ? [n, 1] : [n]));
  const repeated = x.shape.flatMap((n, axis) => (isSpatial(axis) ? [n, factor] : [n]));
  const merged = x.shape.map((n, axis) => (isSpatial(axis) ? n * factor : n));
  return build.reshapeTo(build.broadcastTo('upsample', build.reshapeTo(x, apart), repeated), merged);
}
