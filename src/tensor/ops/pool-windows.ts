/**
 * The windows of pools.
 */
import type { PoolOptions, SpatialRank } from '../../shape-types/options.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import { dilated, windowCount } from '../shape-rules/contraction.ts';
import type { AnyTensor } from '../tensor.ts';
import { perAxis, type Sliding, slidingWindows } from './window.ts';

/** How many elements of an axis of `size`, rather than of its padding, each window along it holds. */
export const countAlong = (
  { window, stride, dilation, padding: [low, high] }: Sliding,
  size: number,
): number[] =>
  build.range(windowCount(size + low + high, dilated(window, dilation), stride)).map((i) => {
    const places = build.range(window).map((j) => i * stride + j * dilation - low);
    return places.filter((place) => place >= 0 && place < size).length;
  });

/** The windows of a pool; each must hold at least one element. */
export const poolWindows = (
  op: string,
  rank: SpatialRank,
  x: AnyTensor,
  options: PoolOptions<SpatialRank>,
): readonly Sliding[] => {
  build.demandDType(op, x, 'f32');
  demand(x.shape.length > rank, op, 'the input has too few axes', [x], `${rank + 1} or more`);
  const { window, stride = window, dilation = 1, padding = 'valid' } = options;
  const windows = slidingWindows(
    op,
    x,
    {
      sizes: x.shape.slice(-1 - rank, -1),
      window: perAxis(op, 'window', window, rank),
      strides: perAxis(op, 'stride', stride, rank),
      dilations: perAxis(op, 'dilation', dilation, rank),
    },
    padding,
  );
  windows.forEach((w, i) => {
    const holdsNone =
      w.padding.some((n) => n > 0) && countAlong(w, x.shape.at(i - 1 - rank) ?? 0).includes(0);
    demand(!holdsNone, op, `padding (${w.padding.join(', ')}) makes windows that hold no element`, [x]);
  });
  return windows;
};

/** `reduceWindow` over all axes: those beside the spatial ones have windows of one element. */
export const reduceWindows = (op: 'max' | 'sum', x: AnyTensor, windows: readonly Sliding[]): AnyTensor => {
  const all = <A>(one: A, of: (w: Sliding) => A): A[] => [
    ...x.shape.slice(0, -1 - windows.length).map(() => one),
    ...windows.map(of),
    one,
  ];
  return apply(
    'reduceWindow',
    {
      op,
      window: all(1, (w) => w.window),
      strides: all(1, (w) => w.stride),
      dilation: all(1, (w) => w.dilation),
      padding: all<readonly [number, number]>([0, 0], (w) => w.padding),
    },
    [x],
  );
};
