/**
 * How windows of convolutions and pools lie on the axes they slide over.
 */
import type { ConvOptions, Padding, SpatialRank } from '../../shape-types/options.ts';
import { demand } from '../error.ts';
import { dilated } from '../shape-rules/contraction.ts';
import type { AnyTensor } from '../tensor.ts';

/** One axis of a window in its place. */
export interface Sliding {
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: readonly [low: number, high: number];
}

const isPositive = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;

/** An option for each spatial axis: a number stands for all of them. */
export const perAxis = (
  op: string,
  name: string,
  option: number | readonly number[],
  rank: number,
): readonly number[] => {
  const list = typeof option === 'number' ? new Array<number>(rank).fill(option) : option;
  const fits = list.length === rank && list.every(isPositive);
  demand(fits, op, `${name} must be ${rank} whole number(s) ≥ 1, got (${list.join(', ')})`);
  return list;
};

/** Padding that gives ⌈size / stride⌉ windows; an odd cell goes behind. */
const samePadding = (size: number, extent: number, stride: number): readonly [number, number] => {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + extent - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

interface Spatial {
  readonly sizes: readonly number[];
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

const paddingOf = (
  op: string,
  padding: Padding<SpatialRank>,
  axis: number,
  size: number,
  extent: number,
  stride: number,
) => {
  if (padding === 'valid') return [0, 0] as const;
  if (padding === 'same') return samePadding(size, extent, stride);
  const pair = typeof padding === 'number' ? ([padding, padding] as const) : padding[axis];
  demand(pair !== undefined, op, `no padding for spatial axis ${axis}`);
  const whole = pair.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, op, `padding must be whole numbers ≥ 0, got (${pair.join(', ')})`);
  return pair;
};

/** The window on each spatial axis; it must fit into the padded input. */
export const slidingWindows = (
  op: string,
  x: AnyTensor,
  { sizes, window, strides, dilations }: Spatial,
  padding: Padding<SpatialRank>,
): readonly Sliding[] => {
  const pairs = typeof padding === 'object' ? padding.length : sizes.length;
  demand(pairs === sizes.length, op, `${pairs} pairs of padding for ${sizes.length} spatial axes`, [x]);
  return sizes.map((size, axis) => {
    const [width = 1, stride = 1, dilation = 1] = [window[axis], strides[axis], dilations[axis]];
    const extent = dilated(width, dilation);
    const [low, high] = paddingOf(op, padding, axis, size, extent, stride);
    const padded = size + low + high;
    demand(
      extent <= padded || (padding === 'same' && size === 0),
      op,
      'kernel is larger than the padded input',
      [x],
      `${extent} ≤ ${padded}`,
    );
    return { window: width, stride, dilation, padding: [low, high] };
  });
};

/** The options of a convolution, for each spatial axis. */
export const convWindows = (
  op: string,
  x: AnyTensor,
  kernel: AnyTensor,
  rank: number,
  { stride = 1, dilation = 1, padding = 'valid' }: ConvOptions<SpatialRank>,
): readonly Sliding[] =>
  slidingWindows(
    op,
    x,
    {
      sizes: x.shape.slice(-1 - rank, -1),
      window: kernel.shape.slice(0, rank),
      strides: perAxis(op, 'stride', stride, rank),
      dilations: perAxis(op, 'dilation', dilation, rank),
    },
    padding,
  );
