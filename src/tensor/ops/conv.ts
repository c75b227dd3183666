/**
 * Convolutions (as in all of deep learning: cross-correlations, the kernel is not flipped).
 */
import type { ConvOptions, SpatialRank } from '../../shape-types/options.ts';
import { apply } from '../apply.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { convWindows } from './window.ts';

const convolve = (rank: SpatialRank, x: AnyTensor, kernel: AnyTensor, options: ConvOptions<SpatialRank>): AnyTensor => {
  const op = `conv${rank}d`;
  const { groups = 1 } = options;
  demand(x.dtype === 'f32' && kernel.dtype === 'f32', op, 'takes f32', [x, kernel]);
  demand(x.shape.length > rank, op, 'the input has too few axes', [x], `${rank + 1} or more`);
  demand(kernel.shape.length === rank + 2, op, `the kernel needs ${rank} axes and two for channels`, [kernel]);
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

export function conv1d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<1> = {}): AnyTensor {
  return convolve(1, x, kernel, options);
}

export function conv2d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<2> = {}): AnyTensor {
  return convolve(2, x, kernel, options);
}

export function conv3d(x: AnyTensor, kernel: AnyTensor, options: ConvOptions<3> = {}): AnyTensor {
  return convolve(3, x, kernel, options);
}
