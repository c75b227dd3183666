import type { Application } from './application.ts';
import type { Aval } from './aval.ts';
import { currentPath } from './error.ts';
import type { Calling, Params, Primitive } from './primitives.ts';
import { outputsOf } from './shape-rules/index.ts';
import { type AnyTensor, makeTensor } from './tensor.ts';

/** Numbers applications so that inputs come before what is made of them; no result depends on the numbers. */
let applications = 0;

const node = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: readonly AnyTensor[],
  outputs: readonly Aval[],
): Application =>
  // `Application<P>` is one of the union's members, which the compiler can not see for a generic `P`.
  ({ id: applications++, primitive, params, inputs, outputs, path: currentPath() }) as Application;

/** Applies a primitive: checks shapes and gives its outputs as descriptions. */
export const applyAll = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: readonly AnyTensor[],
): readonly AnyTensor[] => {
  const application = node(primitive, params, inputs, outputsOf(primitive, params, inputs));
  return application.outputs.map((_, i) => makeTensor(application, i));
};

/** Applies a primitive that has one output. */
export const apply = <P extends Exclude<Primitive, Calling | 'input'>>(
  primitive: P,
  params: Params[P],
  inputs: readonly AnyTensor[],
): AnyTensor => makeTensor(node(primitive, params, inputs, outputsOf(primitive, params, inputs)), 0);

/** A fresh input, to trace a function with. */
export const placeholder = (index: number, aval: Aval): AnyTensor =>
  makeTensor(node('input', { index }, [], [aval]), 0);

/** The number that the next application gets: everything made from now on has at least this one. */
export const nextId = (): number => applications;
