/** The total table that lowers each primitive. */
import type { Aval } from '../../../tensor/aval.ts';
import { sizeOf, stridesOf } from '../../../tensor/aval.ts';
import type { Params, Primitive } from '../../../tensor/primitives.ts';
import type { Equation } from '../../../tensor/program.ts';
import { broadcastView, reshapeView, reverseView, sliceView, transposeView } from '../../strided/strided.ts';
import { argReduceKernel } from '../kernels/arg-reduce.ts';
import { argsortKernel } from '../kernels/argsort.ts';
import { gatherKernel } from '../kernels/gather.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { randomBitsKernel } from '../kernels/random-bits.ts';
import { scatterAddKernel } from '../kernels/scatter-add.ts';
import { selectGatherKernel } from '../kernels/select-gather.ts';
import { selectScatterKernel } from '../kernels/select-scatter.ts';
import { assemble } from './assemble.ts';
import type { Collector } from './collect.ts';
import { iotaValue } from './iota.ts';
import { lowerConv, lowerDot } from './products.ts';
import { lowerScan } from './scan.ts';
import type { View } from './view.ts';
import { fold, reduceWindow } from './windows.ts';

export type Rule<P extends Primitive> = (
  params: Params[P],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
) => View;

export const inputAt = (inputs: readonly View[], i: number): View => {
  const view = inputs[i];
  if (view === undefined) throw new RangeError(`wasm: input ${i} does not exist`);
  return view;
};

/** A primitive that is a kernel on packed operands. */
const byKernel =
  <P extends Primitive>(kernel: (params: Params[P], inputs: readonly View[], out: Aval) => Kernel): Rule<P> =>
  (params, inputs, out, to) => {
    const operands = inputs.map(to.packed);
    return to.add({ kind: 'kernel', kernel: kernel(params, operands, out), operands, out: to.node(out) });
  };

const same: Rule<'messages' | 'stopGradient'> = (_, inputs) => inputAt(inputs, 0);

const rules: { readonly [P in Exclude<Primitive, 'input' | 'scan' | 'checkpoint' | 'custom'>]: Rule<P> } = {
  constant: ({ value }, _, __, to) => to.constant(value),
  iota: (params, _, __, to) =>
    broadcastView(to.constant(iotaValue(params)), { shape: params.shape, axes: [params.axis] }),
  randomBits: byKernel((params, inputs) => randomBitsKernel(params, inputAt(inputs, 0))),
  unary: ({ op }, inputs, out, to) => to.map({ kind: 'unary', op }, inputs, out),
  binary: ({ op }, inputs, out, to) => to.map({ kind: 'binary', op }, inputs, out),
  select: (_, inputs, out, to) => to.map({ kind: 'select' }, inputs, out),
  convert: ({ to: dtype }, inputs, out, to) => {
    const x = inputAt(inputs, 0);
    return x.dtype === dtype ? x : to.map({ kind: 'convert', from: x.dtype, to: dtype }, inputs, out);
  },
  reshape: ({ shape }, inputs, _, to) => {
    const x = inputAt(inputs, 0);
    return reshapeView(x, shape) ?? { ...to.packed(x), shape, strides: stridesOf(shape) };
  },
  transpose: (params, inputs) => transposeView(inputAt(inputs, 0), params),
  broadcast: (params, inputs) => broadcastView(inputAt(inputs, 0), params),
  slice: (params, inputs) => sliceView(inputAt(inputs, 0), params),
  reverse: (params, inputs) => reverseView(inputAt(inputs, 0), params),
  pad: ({ low, interior, value }, inputs, out, to) => {
    const view = inputAt(inputs, 0);
    const strides = stridesOf(out.shape);
    const covered = sizeOf(view.shape) === sizeOf(out.shape);
    return assemble(to, out, covered ? undefined : value, [
      {
        view,
        offset: low.reduce((sum, n, axis) => sum + n * (strides[axis] ?? 0), 0),
        strides: strides.map((stride, axis) => stride * (1 + (interior[axis] ?? 0))),
      },
    ]);
  },
  concat: ({ axis }, inputs, out, to) => {
    const strides = stridesOf(out.shape);
    let before = 0;
    const parts = inputs.map((view) => {
      const offset = before * (strides[axis] ?? 0);
      before += view.shape[axis] ?? 0;
      return { view, offset, strides };
    });
    return assemble(to, out, undefined, parts);
  },
  gather: byKernel((params, inputs) => gatherKernel(params, inputAt(inputs, 0), inputAt(inputs, 1))),
  scatterAdd: byKernel((params, inputs) => scatterAddKernel(params, inputAt(inputs, 0), inputAt(inputs, 1))),
  dot: lowerDot,
  conv: lowerConv,
  reduce: ({ op, axes }, inputs, out, to) => fold(op, axes, inputAt(inputs, 0), out, to),
  argReduce: byKernel((params, inputs) => argReduceKernel(params, inputAt(inputs, 0))),
  reduceWindow,
  selectGather: byKernel((params, inputs) =>
    selectGatherKernel(params, inputAt(inputs, 0), inputAt(inputs, 1)),
  ),
  selectScatter: byKernel((params, inputs) =>
    selectScatterKernel(params, inputAt(inputs, 0), inputAt(inputs, 1)),
  ),
  argsort: byKernel((_, inputs) => argsortKernel(inputAt(inputs, 0))),
  messages: same,
  stopGradient: same,
};

const applyRule = <P extends keyof typeof rules>(
  primitive: P,
  params: Params[P],
  inputs: readonly View[],
  out: Aval,
  to: Collector,
): View => rules[primitive](params, inputs, out, to);

/** Views of the results of an equation. */
export const lowerEquation = (
  equation: Equation,
  inputs: readonly View[],
  to: Collector,
): readonly View[] => {
  const { primitive, outputs } = equation;
  if (primitive === 'input') throw new RangeError('wasm: a program holds a free input');
  if (primitive === 'scan') return lowerScan(equation.params, inputs, outputs, to);
  // What a gradient keeps or makes again was settled when it was taken: here a body is run in place.
  if (primitive === 'checkpoint' || primitive === 'custom') return to.inline(equation.params.body, inputs);
  return outputs.map((out) => applyRule(primitive, equation.params, inputs, out, to));
};
