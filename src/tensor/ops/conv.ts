/**
 * Convolutions (as in all of deep learning: cross-correlations, the kernel is not flipped).
 */
import type { ConvShape } from '../../shape-types/conv.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { ConvOptions, NoOptions, SpatialRank } from '../../shape-types/options.ts';
import { apply } from '../apply.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { convWindows } from './window.ts';

const convolve = (
  rank: SpatialRank,
  x: AnyTensor,
  kernel: AnyTensor,
  options: ConvOptions<SpatialRank>,
): AnyTensor => {
  const op = `conv${rank}d`;
  const { groups = 1 } = options;
  demand(x.dtype === 'f32' && kernel.dtype === 'f32', op, 'takes f32', [x, kernel]);
  demand(x.shape.length > rank, op, 'the input has too few axes', [x], `${rank + 1} or more`);
  demand(kernel.shape.length === rank + 2, op, `the kernel needs ${rank} axes and two for channels`, [
    kernel,
  ]);
  const [input = 0] = x.shape.slice(-1);
  const [own = 0, filters = 0] = kernel.shape.slice(rank);
  demand(Number.isSafeInteger(groups) && groups >= 1, op, `groups must be a whole number ≥ 1, got ${groups}`);
  const divides = input % groups === 0 && filters % groups === 0;
  demand(divides, op, `${groups} groups do not divide the channels`, [x, kernel]);
  demand(input === own * groups, op, 'channels differ', [x, kernel], `${input / groups} = ${own}`);
  const windows = convWindows(op, x, kernel, rank, options);
  const lead = x.shape.slice(0, -1 - rank);
  const result = apply(
    'conv',
    {
      strides: windows.map((w) => w.stride),
      padding: windows.map((w) => w.padding),
      inputDilation: windows.map(() => 1),
      kernelDilation: windows.map((w) => w.dilation),
      groups,
    },
    [build.reshapeTo(x, [sizeOf(lead), ...x.shape.slice(lead.length)]), kernel],
  );
  return build.reshapeTo(result, [...lead, ...result.shape.slice(1)]);
};

/**
 * The convolution of `[…, length, in]` with a kernel `[window, in / groups, out]]`, over any number
 * of leading axes. Not padded by default; padding `'same'` gives ⌈size / stride⌉ positions and puts an odd cell behind.
 *
 * @throws TensorError when the channels do not fit, or the kernel is larger than the padded input.
 *
 * @example
 * ```ts
 * import { conv1d, zeros } from 'thwc';
 * const y = conv1d(zeros([32, 100, 3]), zeros([5, 3, 8]), { stride: 2 }); // Tensor<[32, 48, 8]>
 * ```
 */
export function conv1d<X extends Shape, W extends Shape, const O extends ConvOptions<1> = NoOptions>(
  x: Tensor<X>,
  kernel: Tensor<W> & Check<ConvShape<X, W, O, 1>>,
  options?: O & OnlyKeys<O, ConvOptions<1>>,
): Result<ConvShape<X, W, O, 1>>;
export function conv1d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<1> = {}): AnyTensor {
  return convolve(1, x, kernel, options);
}

/**
 * The convolution of `[…, height, width, in]` with a kernel `[rows, columns, in / groups, out]]`, over any number
 * of leading axes. Not padded by default; padding `'same'` gives ⌈size / stride⌉ positions and puts an odd cell behind.
 *
 * @throws TensorError when the channels do not fit, or the kernel is larger than the padded input.
 *
 * @example
 * ```ts
 * import { conv2d, zeros } from 'thwc';
 * const y = conv2d(zeros([32, 224, 224, 3]), zeros([7, 7, 3, 64]), { stride: 2, padding: 'same' }); // Tensor<[32, 112, 112, 64]>
 * ```
 */
export function conv2d<X extends Shape, W extends Shape, const O extends ConvOptions<2> = NoOptions>(
  x: Tensor<X>,
  kernel: Tensor<W> & Check<ConvShape<X, W, O, 2>>,
  options?: O & OnlyKeys<O, ConvOptions<2>>,
): Result<ConvShape<X, W, O, 2>>;
export function conv2d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<2> = {}): AnyTensor {
  return convolve(2, x, kernel, options);
}

/**
 * The convolution of `[…, time, height, width, in]` with a kernel `[frames, rows, columns, in / groups, out]]`, over any number
 * of leading axes. Not padded by default; padding `'same'` gives ⌈size / stride⌉ positions and puts an odd cell behind.
 *
 * @throws TensorError when the channels do not fit, or the kernel is larger than the padded input.
 *
 * @example
 * ```ts
 * import { conv3d, zeros } from 'thwc';
 * const y = conv3d(zeros([16, 56, 56, 3]), zeros([3, 3, 3, 3, 8]), { padding: [[1, 1], [0, 0], [0, 0]] }); // Tensor<[16, 54, 54, 8]>
 * ```
 */
export function conv3d<X extends Shape, W extends Shape, const O extends ConvOptions<3> = NoOptions>(
  x: Tensor<X>,
  kernel: Tensor<W> & Check<ConvShape<X, W, O, 3>>,
  options?: O & OnlyKeys<O, ConvOptions<3>>,
): Result<ConvShape<X, W, O, 3>>;
export function conv3d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<3> = {}): AnyTensor {
  return convolve(3, x, kernel, options);
}
