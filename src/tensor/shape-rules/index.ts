/**
 * The interpreter that knows shapes only: what each primitive gives for what it takes. It runs when a
 * primitive is applied, so no ill-shaped expression can exist.
 */
import { type Aval, aval } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params, Primitive, Rules } from '../primitives.ts';
import { checkpoint, custom } from './calling.ts';
import { conv, dot } from './contraction.ts';
import { demandSizes, oneInput } from './demand.ts';
import { binary, select, unary } from './elementwise.ts';
import { argsort, gather, randomBits, scatterAdd } from './indexing.ts';
import { argReduce, reduce, reduceWindow, selectGather, selectScatter } from './reduction.ts';
import { scan } from './scan.ts';
import { broadcast, concat, pad, reshape, reverse, slice, transpose } from './shaping.ts';

const rules: Rules<[inputs: readonly Aval[], declared: readonly Aval[]], readonly Aval[]> = {
  input: (_, __, declared) => declared,
  constant: ({ value }) => [aval(value.shape, value.dtype)],
  iota: ({ shape, axis }) => {
    demandSizes('iota', shape);
    demand(axis >= 0 && axis < shape.length, 'iota', `[${shape.join(',')}] has no axis ${axis}`);
    return [aval(shape, 'i32')];
  },
  randomBits,
  unary,
  binary,
  select,
  convert: ({ to }, inputs) => [aval(oneInput('convert', inputs).shape, to)],
  reshape,
  transpose,
  broadcast,
  slice,
  pad,
  concat,
  reverse,
  gather,
  scatterAdd,
  dot,
  conv,
  reduce,
  argReduce,
  reduceWindow,
  selectGather,
  selectScatter,
  argsort,
  scan,
  messages: (_, inputs) => {
    const x = oneInput('messages', inputs);
    demand(x.shape.length > 0, 'messages', 'takes at least one axis', [x]);
    return [x];
  },
  stopGradient: (_, inputs) => [oneInput('stopGradient', inputs)],
  checkpoint,
  custom,
};

/** The outputs of a primitive applied to inputs; throws a `TensorError` where they do not fit. */
export const outputsOf = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: readonly Aval[],
  declared: readonly Aval[] = [],
): readonly Aval[] =>
  // Copied: where a rule gives its input back, an output would otherwise hold on to the tensor and all that made it.
  rules[primitive](params, inputs, declared).map(({ shape, dtype }) => aval(shape, dtype));
