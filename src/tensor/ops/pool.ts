/**
 * Pools: the largest or the mean of the elements in a window that slides over the spatial axes.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { PoolOptions, SpatialRank } from '../../shape-types/options.ts';
import type { PoolShape } from '../../shape-types/pool.ts';
import { sizeOf, stridesOf } from '../aval.ts';
import * as build from '../build.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { allocate, makeValue } from '../values.ts';
import { countAlong, poolWindows, reduceWindows } from './pool-windows.ts';

const average = (
  op: string,
  rank: SpatialRank,
  x: AnyTensor,
  options: PoolOptions<SpatialRank>,
): AnyTensor => {
  const windows = poolWindows(op, rank, x, options);
  const sums = reduceWindows('sum', x, windows);
  if (windows.every((w) => w.padding.every((n) => n === 0))) {
    return build.binary('div', sums, sizeOf(windows.map((w) => w.window)));
  }
  const space = sums.shape.slice(-1 - rank, -1);
  const along = windows.map((w, i) => countAlong(w, x.shape.at(i - 1 - rank) ?? 0));
  const strides = stridesOf(space);
  const counts = allocate('f32', sizeOf(space)).map((_, cell) =>
    along.reduce((n, list, i) => n * (list[Math.floor(cell / (strides[i] ?? 1)) % list.length] ?? 0), 1),
  );
  return build.binary('div', sums, build.constant(makeValue([...space, 1], 'f32', counts)));
};

const largest = (op: string, rank: SpatialRank, x: AnyTensor, options: PoolOptions<SpatialRank>): AnyTensor =>
  reduceWindows('max', x, poolWindows(op, rank, x, options));

/**
 * The largest element in each window that slides over the spatial axes of
 * `[…, length, channels]`; windows do not overlap unless a stride is given. Padding is never the largest.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { maxPool1d, zeros } from 'thwc';
 * const y = maxPool1d(zeros([32, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[32, 56, 64]>
 * ```
 */
export function maxPool1d<X extends Shape, const O extends PoolOptions<1>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 1, 'maxPool1d'>> & OnlyKeys<O, PoolOptions<1>>,
): Result<PoolShape<X, O, 1, 'maxPool1d'>>;
export function maxPool1d(x: AnyTensor, options: PoolOptions<1>): AnyTensor {
  return largest('maxPool1d', 1, x, options);
}
/**
 * The largest element in each window that slides over the spatial axes of
 * `[…, height, width, channels]`; windows do not overlap unless a stride is given. Padding is never the largest.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { maxPool2d, zeros } from 'thwc';
 * const y = maxPool2d(zeros([32, 112, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[32, 56, 56, 64]>
 * ```
 */
export function maxPool2d<X extends Shape, const O extends PoolOptions<2>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 2, 'maxPool2d'>> & OnlyKeys<O, PoolOptions<2>>,
): Result<PoolShape<X, O, 2, 'maxPool2d'>>;
export function maxPool2d(x: AnyTensor, options: PoolOptions<2>): AnyTensor {
  return largest('maxPool2d', 2, x, options);
}
/**
 * The largest element in each window that slides over the spatial axes of
 * `[…, time, height, width, channels]`; windows do not overlap unless a stride is given. Padding is never the largest.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { maxPool3d, zeros } from 'thwc';
 * const y = maxPool3d(zeros([16, 112, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[8, 56, 56, 64]>
 * ```
 */
export function maxPool3d<X extends Shape, const O extends PoolOptions<3>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 3, 'maxPool3d'>> & OnlyKeys<O, PoolOptions<3>>,
): Result<PoolShape<X, O, 3, 'maxPool3d'>>;
export function maxPool3d(x: AnyTensor, options: PoolOptions<3>): AnyTensor {
  return largest('maxPool3d', 3, x, options);
}
/**
 * The mean of the elements in each window that slides over the spatial axes of
 * `[…, length, channels]`; windows do not overlap unless a stride is given. Padding is not counted.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { avgPool1d, zeros } from 'thwc';
 * const y = avgPool1d(zeros([32, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[32, 56, 64]>
 * ```
 */
export function avgPool1d<X extends Shape, const O extends PoolOptions<1>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 1, 'avgPool1d'>> & OnlyKeys<O, PoolOptions<1>>,
): Result<PoolShape<X, O, 1, 'avgPool1d'>>;
export function avgPool1d(x: AnyTensor, options: PoolOptions<1>): AnyTensor {
  return average('avgPool1d', 1, x, options);
}
/**
 * The mean of the elements in each window that slides over the spatial axes of
 * `[…, height, width, channels]`; windows do not overlap unless a stride is given. Padding is not counted.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { avgPool2d, zeros } from 'thwc';
 * const y = avgPool2d(zeros([32, 112, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[32, 56, 56, 64]>
 * ```
 */
export function avgPool2d<X extends Shape, const O extends PoolOptions<2>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 2, 'avgPool2d'>> & OnlyKeys<O, PoolOptions<2>>,
): Result<PoolShape<X, O, 2, 'avgPool2d'>>;
export function avgPool2d(x: AnyTensor, options: PoolOptions<2>): AnyTensor {
  return average('avgPool2d', 2, x, options);
}
/**
 * The mean of the elements in each window that slides over the spatial axes of
 * `[…, time, height, width, channels]`; windows do not overlap unless a stride is given. Padding is not counted.
 *
 * @throws TensorError when the window is larger than the padded input, or one would hold nothing but padding.
 *
 * @example
 * ```ts
 * import { avgPool3d, zeros } from 'thwc';
 * const y = avgPool3d(zeros([16, 112, 112, 64]), { window: 3, stride: 2, padding: 'same' }); // Tensor<[8, 56, 56, 64]>
 * ```
 */
export function avgPool3d<X extends Shape, const O extends PoolOptions<3>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 3, 'avgPool3d'>> & OnlyKeys<O, PoolOptions<3>>,
): Result<PoolShape<X, O, 3, 'avgPool3d'>>;
export function avgPool3d(x: AnyTensor, options: PoolOptions<3>): AnyTensor {
  return average('avgPool3d', 3, x, options);
}
