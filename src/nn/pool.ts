/**
 * Pooling layers: the largest or the mean element of windows over the spatial axes of `[…, ...space, C]`.
 */
import type { Shape } from '../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../shape-types/error.ts';
import type { PoolOptions, SpatialRank } from '../shape-types/options.ts';
import type { PoolShape } from '../shape-types/pool.ts';
import * as ops from '../tensor/ops/pool.ts';
import type { Result } from '../tensor/result.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Layer, type NoParams, plain, type Spec } from './layer.ts';

/** Builds a pooling layer over the last spatial axes. */
export type Pool<Options, Rank extends SpatialRank, Op extends string> = <S extends Shape>(
  input: Spec<S> & Check<PoolShape<S, Options, Rank, Op>>,
) => Layer<NoParams, Tensor<S>, Result<PoolShape<S, Options, Rank, Op>>>;

type Untyped = (input: Spec) => Layer<NoParams, Tensor, Tensor>;

/**
 * The largest element of each window: `[…, T, C]` → `[…, T', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 */
export function maxPool1d<const Options extends PoolOptions<1>>(
  options: Options & OnlyKeys<Options, PoolOptions<1>>,
): Pool<Options, 1, 'maxPool1d'>;
export function maxPool1d(options: PoolOptions<1>): Untyped {
  return () => plain('maxPool1d', (x) => ops.maxPool1d(x, options));
}

/**
 * The largest element of each window: `[…, H, W, C]` → `[…, H', W', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 * @example
 * ```ts
 * import { maxPool2d, sequence, spec } from 'thwc/nn';
 * const halve = sequence(spec(['batch', 64, 64, 16]), maxPool2d({ window: 2 })); // ['batch', 32, 32, 16]
 * ```
 */
export function maxPool2d<const Options extends PoolOptions<2>>(
  options: Options & OnlyKeys<Options, PoolOptions<2>>,
): Pool<Options, 2, 'maxPool2d'>;
export function maxPool2d(options: PoolOptions<2>): Untyped {
  return () => plain('maxPool2d', (x) => ops.maxPool2d(x, options));
}

/**
 * The largest element of each window: `[…, T, H, W, C]` → `[…, T', H', W', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 */
export function maxPool3d<const Options extends PoolOptions<3>>(
  options: Options & OnlyKeys<Options, PoolOptions<3>>,
): Pool<Options, 3, 'maxPool3d'>;
export function maxPool3d(options: PoolOptions<3>): Untyped {
  return () => plain('maxPool3d', (x) => ops.maxPool3d(x, options));
}

/**
 * The mean of each window, padding not counted: `[…, T, C]` → `[…, T', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 */
export function avgPool1d<const Options extends PoolOptions<1>>(
  options: Options & OnlyKeys<Options, PoolOptions<1>>,
): Pool<Options, 1, 'avgPool1d'>;
export function avgPool1d(options: PoolOptions<1>): Untyped {
  return () => plain('avgPool1d', (x) => ops.avgPool1d(x, options));
}

/**
 * The mean of each window, padding not counted: `[…, H, W, C]` → `[…, H', W', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 */
export function avgPool2d<const Options extends PoolOptions<2>>(
  options: Options & OnlyKeys<Options, PoolOptions<2>>,
): Pool<Options, 2, 'avgPool2d'>;
export function avgPool2d(options: PoolOptions<2>): Untyped {
  return () => plain('avgPool2d', (x) => ops.avgPool2d(x, options));
}

/**
 * The mean of each window, padding not counted: `[…, T, H, W, C]` → `[…, T', H', W', C]`.
 *
 * @throws TensorError when a window is larger than the padded input
 */
export function avgPool3d<const Options extends PoolOptions<3>>(
  options: Options & OnlyKeys<Options, PoolOptions<3>>,
): Pool<Options, 3, 'avgPool3d'>;
export function avgPool3d(options: PoolOptions<3>): Untyped {
  return () => plain('avgPool3d', (x) => ops.avgPool3d(x, options));
}
