/** Products of tensors as affine contractions of views. */
import { type Aval, stridesOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { type Contraction, convContraction, dotContraction } from '../contraction/index.ts';
import type { Collector } from './collect.ts';
import type { View } from './view.ts';
import { padded } from './windows.ts';

/** Contractions walk forwards only. */
const forward = (view: View, to: Collector): View =>
  view.strides.some((stride, axis) => stride < 0 && view.shape[axis] !== 1) ? to.packed(view) : view;

const product = (
  inputs: readonly View[],
  out: Aval,
  to: Collector,
  contractionOf: (a: View, b: View) => Contraction,
  prepare: (a: View) => View = (a) => a,
): View => {
  const [first, second] = inputs;
  if (first === undefined || second === undefined) throw new RangeError('wasm: a product takes two inputs');
  const operands = [prepare(forward(first, to)), forward(second, to)] as const;
  return to.add({
    kind: 'contraction',
    contraction: contractionOf(...operands),
    operands,
    out: to.node(out),
  });
};

export const lowerDot = (params: Params['dot'], inputs: readonly View[], out: Aval, to: Collector): View =>
  product(inputs, out, to, (a, b) =>
    dotContraction(params, [a.shape, a.strides], [b.shape, b.strides], stridesOf(out.shape)),
  );

/** A convolution is a product whose inner axes are the window's: nothing is copied but padding and dilation of the input. */
export const lowerConv = (
  params: Params['conv'],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
): View => {
  const around = [[0, 0], ...params.padding, [0, 0]] as const;
  return product(
    inputs,
    out,
    to,
    (x, kernel) => convContraction(params, [x.shape, x.strides], [kernel.shape, kernel.strides]),
    (x) => padded(x, around, [1, ...params.inputDilation, 1], 0, to),
  );
};
