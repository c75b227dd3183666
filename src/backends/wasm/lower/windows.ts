import { type Aval, aval, sizeOf, stridesOf } from '../../../tensor/aval.ts';

import type { Params, ReduceOp } from '../../../tensor/primitives.ts';
import { reduceIdentity } from '../../../tensor/reduce-identity.ts';
import { assemble } from './assemble.ts';
import type { Collector } from './collect.ts';
import type { View } from './view.ts';

/** A view with cells around it; negative counts crop. The view itself where there is nothing to add or to crop. */
export const padded = (
  view: View,
  padding: readonly (readonly [number, number])[],
  dilation: readonly number[],
  value: number,
  to: Collector,
): View => {
  const gap = (axis: number) => (dilation[axis] ?? 1) - 1;
  const sizes = view.shape.map((size, axis) => (size === 0 ? 0 : (size - 1) * (gap(axis) + 1) + 1));
  const shape = sizes.map(
    (size, axis) => size + Math.max(0, padding[axis]?.[0] ?? 0) + Math.max(0, padding[axis]?.[1] ?? 0),
  );
  const grows = shape.some((size, axis) => size !== view.shape[axis]);
  const full = grows ? grown(view, shape, padding, gap, value, to) : view;
  const starts = shape.map((_, axis) => Math.max(0, -(padding[axis]?.[0] ?? 0)));
  const sizesLeft = shape.map((size, axis) =>
    Math.max(0, size - (starts[axis] ?? 0) - Math.max(0, -(padding[axis]?.[1] ?? 0))),
  );
  return {
    ...full,
    shape: sizesLeft,
    offset: sizesLeft.includes(0)
      ? full.offset
      : full.offset + starts.reduce((sum, start, axis) => sum + start * (full.strides[axis] ?? 0), 0),
  };
};

const grown = (
  view: View,
  shape: readonly number[],
  padding: readonly (readonly [number, number])[],
  gap: (axis: number) => number,
  value: number,
  to: Collector,
): View => {
  const strides = stridesOf(shape);
  const low = (axis: number) => Math.max(0, padding[axis]?.[0] ?? 0);
  return assemble(to, aval(shape, view.dtype), value, [
    {
      view,
      offset: strides.reduce((sum, stride, axis) => sum + stride * low(axis), 0),
      strides: strides.map((stride, axis) => stride * (1 + gap(axis))),
    },
  ]);
};

/** A reduction over the axes of the windows, of a view that has an axis for places and one for the window along each axis. */
export const reduceWindow = (
  { op, window, strides, dilation, padding }: Params['reduceWindow'],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
): View => {
  const [given] = inputs;
  if (given === undefined) throw new RangeError('wasm: reduceWindow takes an input');
  const x = padded(given, padding, [], reduceIdentity(op, given.dtype), to);
  const rank = out.shape.length;
  const windows: View = {
    ...x,
    shape: [...out.shape, ...window],
    strides: [
      ...x.strides.map((stride, axis) => stride * (strides[axis] ?? 1)),
      ...x.strides.map((stride, axis) => stride * (dilation[axis] ?? 1)),
    ],
  };
  return fold(
    op,
    window.map((_, axis) => rank + axis),
    windows,
    out,
    to,
  );
};

/** A reduction over axes of a view; of nothing, it is the identity everywhere. */
export const fold = (op: ReduceOp, axes: readonly number[], view: View, out: Aval, to: Collector): View =>
  sizeOf(view.shape) === 0
    ? assemble(to, out, reduceIdentity(op, view.dtype), [])
    : to.add({ kind: 'fold', op, axes, operands: [view], out: to.node(out) });
