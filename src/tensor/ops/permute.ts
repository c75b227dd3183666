/**
 * Axes in another order.
 */
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

export function permute(x: AnyTensor, axes: readonly number[]): AnyTensor {
  const rank = x.shape.length;
  demand(axes.length === rank, 'permute', `${axes.length} axes for ${rank} dimensions`, [x]);
  const order = axes.map((axis) => build.normalAxis('permute', axis, x));
  demand(new Set(order).size === rank, 'permute', `an axis is repeated (${axes.join(', ')})`, [x]);
  return build.transposeBy(x, order);
}

export function transpose(x: AnyTensor): AnyTensor {
  demand(x.shape.length >= 2, 'transpose', 'takes two axes or more', [x]);
  return swapTwo(x, x.shape.length - 2, x.shape.length - 1);
}

export function swapAxes(x: AnyTensor, a: number, b: number): AnyTensor {
  return swapTwo(x, build.normalAxis('swapAxes', a, x), build.normalAxis('swapAxes', b, x));
}

const swapTwo = (x: AnyTensor, a: number, b: number): AnyTensor =>
  build.transposeBy(x, build.range(x.shape.length).with(a, b).with(b, a));

export function moveAxis(x: AnyTensor, from: number, to: number): AnyTensor {
  return build.moveAxis(x, build.normalAxis('moveAxis', from, x), build.normalAxis('moveAxis', to, x));
}

export function reverse(x: AnyTensor, axes: number | readonly number[]): AnyTensor {
  return build.reverse(x, build.normalAxes('reverse', axes, x));
}
