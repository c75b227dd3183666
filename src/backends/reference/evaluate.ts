/**
 * The reference interpreter: every primitive by its definition, sums in double precision. The oracle of all tests;
 * fast only where that takes nothing from its being obviously right.
 */
import { type Aval, sizeOf } from '../../tensor/aval.ts';
import { demand } from '../../tensor/error.ts';
import type { Calling, Params, Primitive } from '../../tensor/primitives.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';
import { type Allocate, allocator, type NdArray, type Precision } from './array.ts';
import { dot } from './contraction.ts';
import { conv } from './conv.ts';
import { binary, convert, select, unary } from './elementwise.ts';
import { argsort, gather, randomBits, scatterAdd } from './indexing.ts';
import { spentBy } from './liveness.ts';
import { argReduce, reduce } from './reduction.ts';
import { broadcast, concat, iota, pad, reverse, slice, transpose } from './shaping.ts';
import { reduceWindow, selectGather, selectScatter } from './windows.ts';

const input = (inputs: readonly (NdArray | undefined)[], i: number): NdArray => {
  const x = inputs[i];
  if (x === undefined) throw new RangeError(`reference: input ${i} does not exist`);
  return x;
};

const one = (inputs: readonly NdArray[]) => input(inputs, 0);
const two = (inputs: readonly NdArray[]) => [input(inputs, 0), input(inputs, 1)] as const;
const three = (inputs: readonly NdArray[]) => [input(inputs, 0), input(inputs, 1), input(inputs, 2)] as const;

type Rule<P extends Primitive> = (params: Params[P], inputs: readonly NdArray[], out: NdArray) => void;

/** Primitives that give elements they are given. Arrays are never changed, so these are shared, not copied. */
type Sharing = 'constant' | 'reshape' | 'messages' | 'stopGradient';

const rules: { readonly [P in Exclude<Primitive, 'input' | Calling | Sharing>]: Rule<P> } = {
  iota: (params, _, out) => iota(params, out),
  randomBits: (params, inputs, out) => randomBits(params, one(inputs), out),
  unary: (params, inputs, out) => unary(params, [one(inputs)], out),
  binary: (params, inputs, out) => binary(params, two(inputs), out),
  select: (_, inputs, out) => select(three(inputs), out),
  convert: (params, inputs, out) => convert(params, one(inputs), out),
  transpose: (params, inputs, out) => transpose(params, one(inputs), out),
  broadcast: (params, inputs, out) => broadcast(params, one(inputs), out),
  slice: (params, inputs, out) => slice(params, one(inputs), out),
  pad: (params, inputs, out) => pad(params, one(inputs), out),
  concat,
  reverse: (params, inputs, out) => reverse(params, one(inputs), out),
  gather: (params, inputs, out) => gather(params, two(inputs), out),
  scatterAdd: (params, inputs, out) => scatterAdd(params, two(inputs), out),
  dot: (params, inputs, out) => dot(params, two(inputs), out),
  conv: (params, inputs, out) => conv(params, two(inputs), out),
  reduce: (params, inputs, out) => reduce(params, one(inputs), out),
  argReduce: (params, inputs, out) => argReduce(params, one(inputs), out),
  reduceWindow: (params, inputs, out) => reduceWindow(params, one(inputs), out),
  selectGather: (params, inputs, out) => selectGather(params, two(inputs), out),
  selectScatter: (params, inputs, out) => selectScatter(params, two(inputs), out),
  argsort: (_, inputs, out) => argsort(one(inputs), out),
};

const applyRule = <P extends Exclude<Primitive, 'input' | Calling | Sharing>>(
  primitive: P,
  params: Params[P],
  inputs: readonly NdArray[],
  out: Aval,
  allocate: Allocate,
): NdArray => {
  const result = allocate(out);
  rules[primitive](params, inputs, result);
  return result;
};

/** The slices of an array along its first axis. */
const rowsOf = ({ shape: [, ...shape], dtype, data }: NdArray): ((t: number) => NdArray) => {
  const size = sizeOf(shape);
  return (t) => ({ shape, dtype, data: data.subarray(t * size, (t + 1) * size) });
};

/** `scan` by its definition: the body, once for each step. */
const scan = (
  { body, length, consts, carries, reverse: backwards }: Params['scan'],
  inputs: readonly NdArray[],
  outputs: readonly Aval[],
  allocate: Allocate,
): readonly NdArray[] => {
  const fixed = inputs.slice(0, consts);
  const xs = inputs.slice(consts + carries).map(rowsOf);
  const ys = outputs.slice(carries).map(allocate);
  const slots = ys.map(rowsOf);
  let carry = inputs.slice(consts, consts + carries);
  for (let step = 0; step < length; step++) {
    const t = backwards ? length - 1 - step : step;
    const results = evaluate(body, [...fixed, ...carry, ...xs.map((row) => row(t))], allocate);
    carry = results.slice(0, carries);
    slots.forEach((slot, i) => {
      slot(t).data.set(input(results, carries + i).data);
    });
  }
  return [...carry, ...ys];
};

/** Runs a program on arrays. */
export const evaluate = (
  program: Program,
  inputs: readonly NdArray[],
  allocate: Allocate,
): readonly NdArray[] => {
  const values: (NdArray | undefined)[] = [...inputs];
  const value = (n: number) => input(values, n);
  const spent = spentBy(program);
  for (const [e, equation] of program.equations.entries()) {
    const args = equation.inputs.map(value);
    const { outputs } = equation;
    if (equation.primitive === 'scan') values.push(...scan(equation.params, args, outputs, allocate));
    else if (equation.primitive === 'checkpoint' || equation.primitive === 'custom')
      values.push(...evaluate(equation.params.body, args, allocate));
    else if (equation.primitive === 'input') throw new RangeError('reference: a program holds a free input');
    else if (equation.primitive === 'constant') values.push(equation.params.value);
    else if (
      equation.primitive === 'reshape' ||
      equation.primitive === 'messages' ||
      equation.primitive === 'stopGradient'
    )
      values.push(...outputs.map((out) => ({ ...out, data: one(args).data })));
    else
      for (const out of outputs)
        values.push(applyRule(equation.primitive, equation.params, args, out, allocate));
    for (const n of spent[e] ?? []) values[n] = undefined;
  }
  return program.outputs.map(value);
};

/**
 * Runs a program on values, synchronously.
 *
 * With `precision: 'f64'` the numbers between inputs and outputs are doubles.
 */
export const evaluateProgram = (
  program: Program,
  inputs: readonly AnyValue[],
  options: { readonly precision?: Precision } = {},
): readonly AnyValue[] => {
  demand(
    inputs.length === program.inputs.length,
    'run',
    `${inputs.length} inputs`,
    inputs,
    `${program.inputs.length}`,
  );
  const allocate = allocator(options.precision ?? 'f32');
  return evaluate(program, inputs, allocate).map(({ shape, dtype, data }) =>
    makeValue(shape, dtype, data instanceof Float64Array ? new Float32Array(data) : data.slice()),
  );
};
