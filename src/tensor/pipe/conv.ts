/**
 * Convolutions, data last.
 */
import type { ConvShape } from '../../shape-types/conv.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { ConvOptions, NoOptions } from '../../shape-types/options.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link conv1d} gives. */
export type Conv1d<W extends Shape, O> = <X extends Shape>(
  x: Tensor<X> & Check<ConvShape<X, W, O, 1>>,
) => Result<ConvShape<X, W, O, 1>>;

/**
 * `pipe(x, conv1d(kernel, options))` is `conv1d(x, kernel, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 100, 3]), P.conv1d(zeros([5, 3, 8]), { stride: 2, padding: 'same' })); // Tensor<[32, 50, 8]>
 * ```
 */
export function conv1d<W extends Shape, const O extends ConvOptions<1> = NoOptions>(
  kernel: Tensor<W>,
  options?: O & OnlyKeys<O, ConvOptions<1>>,
): Conv1d<W, O>;
export function conv1d(kernel: AnyTensor, options?: ConvOptions<1>): DataLast {
  return dataLast(ops.conv1d, kernel, options);
}

/** What {@link conv2d} gives. */
export type Conv2d<W extends Shape, O> = <X extends Shape>(
  x: Tensor<X> & Check<ConvShape<X, W, O, 2>>,
) => Result<ConvShape<X, W, O, 2>>;

/**
 * `pipe(x, conv2d(kernel, options))` is `conv2d(x, kernel, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 28, 28, 3]), P.conv2d(zeros([3, 3, 3, 8]), { stride: 2, padding: 'same' })); // Tensor<[32, 14, 14, 8]>
 * ```
 */
export function conv2d<W extends Shape, const O extends ConvOptions<2> = NoOptions>(
  kernel: Tensor<W>,
  options?: O & OnlyKeys<O, ConvOptions<2>>,
): Conv2d<W, O>;
export function conv2d(kernel: AnyTensor, options?: ConvOptions<2>): DataLast {
  return dataLast(ops.conv2d, kernel, options);
}

/** What {@link conv3d} gives. */
export type Conv3d<W extends Shape, O> = <X extends Shape>(
  x: Tensor<X> & Check<ConvShape<X, W, O, 3>>,
) => Result<ConvShape<X, W, O, 3>>;

/**
 * `pipe(x, conv3d(kernel, options))` is `conv3d(x, kernel, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([16, 28, 28, 3]), P.conv3d(zeros([3, 3, 3, 3, 8]), { stride: 2, padding: 'same' })); // Tensor<[8, 14, 14, 8]>
 * ```
 */
export function conv3d<W extends Shape, const O extends ConvOptions<3> = NoOptions>(
  kernel: Tensor<W>,
  options?: O & OnlyKeys<O, ConvOptions<3>>,
): Conv3d<W, O>;
export function conv3d(kernel: AnyTensor, options?: ConvOptions<3>): DataLast {
  return dataLast(ops.conv3d, kernel, options);
}
