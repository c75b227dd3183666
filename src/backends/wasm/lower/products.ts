/** Products of tensors as affine contractions of views. */
import type { Aval } from '../../../tensor/aval.ts';
import { stridesOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import type { Contraction } from '../contraction/spec.ts';
import type { Collector } from './collect.ts';
import type { View } from './view.ts';
import { padded } from './windows.ts';

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** Contractions walk forwards only. */
const forward = (view: View, to: Collector): View =>
  view.strides.some((stride, axis) => stride < 0 && view.shape[axis] !== 1) ? to.packed(view) : view;

const pair = (inputs: readonly View[], to: Collector): readonly [View, View] => {
  const [a, b] = inputs;
  if (a === undefined || b === undefined) throw new RangeError('wasm: a product takes two inputs');
  return [forward(a, to), forward(b, to)];
};

export const lowerDot = (
  { aBatch, bBatch, aContract, bContract }: Params['dot'],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
): View => {
  const [a, b] = pair(inputs, to);
  const strides = stridesOf(out.shape);
  const size = (axis: number) => a.shape[axis] ?? 1;
  const aFree = range(a.shape.length).filter((axis) => !aBatch.includes(axis) && !aContract.includes(axis));
  const bFree = range(b.shape.length).filter((axis) => !bBatch.includes(axis) && !bContract.includes(axis));
  const contraction: Contraction = {
    batch: aBatch.map((axis, i) => ({
      size: size(axis),
      a: a.strides[axis] ?? 0,
      b: b.strides[bBatch[i] ?? 0] ?? 0,
      c: strides[i] ?? 0,
    })),
    rows: aFree.map((axis, i) => ({
      size: size(axis),
      a: a.strides[axis] ?? 0,
      c: strides[aBatch.length + i] ?? 0,
    })),
    inner: aContract.map((axis, i) => ({
      size: size(axis),
      a: a.strides[axis] ?? 0,
      b: b.strides[bContract[i] ?? 0] ?? 0,
    })),
    columns: bFree.map((axis, i) => ({
      size: b.shape[axis] ?? 1,
      b: b.strides[axis] ?? 0,
      c: strides[aBatch.length + aFree.length + i] ?? 0,
    })),
    init: 'zero',
  };
  return to.add({ kind: 'contraction', contraction, operands: [a, b], out: to.node(out) });
};

/** A convolution is a product whose inner axes are the window's: nothing is copied but padding and dilation of the input. */
export const lowerConv = (
  { strides, padding, inputDilation, kernelDilation, groups }: Params['conv'],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
): View => {
  const [given, kernel] = pair(inputs, to);
  const around = [[0, 0], ...padding, [0, 0]] as const;
  const x = padded(given, around, [1, ...inputDilation, 1], 0, to);
  const rank = strides.length;
  const c = stridesOf(out.shape);
  const space = range(rank);
  const channels = (x.shape[rank + 1] ?? 0) / groups;
  const filters = (out.shape[rank + 1] ?? 0) / groups;
  const [xChannel, kernelFilter] = [x.strides[rank + 1] ?? 0, kernel.strides[rank + 1] ?? 0];
  const contraction: Contraction = {
    batch: [{ size: groups, a: channels * xChannel, b: filters * kernelFilter, c: filters }],
    rows: [
      { size: out.shape[0] ?? 0, a: x.strides[0] ?? 0, c: c[0] ?? 0 },
      ...space.map((i) => ({
        size: out.shape[i + 1] ?? 0,
        a: (x.strides[i + 1] ?? 0) * (strides[i] ?? 1),
        c: c[i + 1] ?? 0,
      })),
    ],
    inner: [
      ...space.map((i) => ({
        size: kernel.shape[i] ?? 0,
        a: (x.strides[i + 1] ?? 0) * (kernelDilation[i] ?? 1),
        b: kernel.strides[i] ?? 0,
      })),
      { size: channels, a: xChannel, b: kernel.strides[rank] ?? 0 },
    ],
    columns: [{ size: filters, b: kernelFilter, c: 1 }],
    init: 'zero',
  };
  return to.add({ kind: 'contraction', contraction, operands: [x, kernel], out: to.node(out) });
};
