/** What each primitive is, as the text of a kernel. */
import type { Aval } from '../../../tensor/aval.ts';
import type { Calling, Params, Primitive } from '../../../tensor/primitives.ts';
import type { Lazy } from '../arrays/lazy.ts';
import { conv, dot } from './contraction.ts';
import { binary, convert, iota, select, unary } from './elementwise.ts';
import { argsort, gather, scatterAdd } from './indexing.ts';
import type { Context, Operand } from './operand.ts';
import { randomBits } from './random.ts';
import { argReduce, reduce } from './reduction.ts';
import { broadcast, concat, pad, reshape, reverse, slice, transpose } from './shaping.ts';
import { reduceWindow, selectGather, selectScatter } from './windows.ts';

type Rule<P extends Primitive> = (
  params: Params[P],
  operands: readonly Operand[],
  out: Aval,
  context: Context,
) => Lazy;

/** Primitives whose result is not computed from elements. */
export type Given = 'input' | 'constant';

const nth = (operands: readonly Operand[], i: number): Operand => {
  const operand = operands[i];
  if (operand === undefined) throw new RangeError(`gpujs: operand ${i} does not exist`);
  return operand;
};

const same = (_: unknown, operands: readonly Operand[]): Lazy => nth(operands, 0).once();

const rules: { readonly [P in Exclude<Primitive, Calling | Given>]: Rule<P> } = {
  iota: (params, _, out) => iota(params, out),
  randomBits: (params, x, out) => randomBits(params, nth(x, 0), out),
  unary,
  binary,
  select,
  convert,
  reshape: (params, x) => reshape(params, nth(x, 0)),
  transpose: (params, x) => transpose(params, nth(x, 0)),
  broadcast: (params, x) => broadcast(params, nth(x, 0)),
  slice: (params, x, out) => slice(params, nth(x, 0), out),
  pad: (params, x, out, context) => pad(params, nth(x, 0), out, context),
  concat: (params, x, _, context) => concat(params, x, context),
  reverse: (params, x) => reverse(params, nth(x, 0)),
  gather: (params, x, out, context) => gather(params, nth(x, 0), nth(x, 1), out, context),
  scatterAdd: (params, x, out) => scatterAdd(params, nth(x, 0), nth(x, 1), out),
  dot: (params, x, out) => dot(params, nth(x, 0), nth(x, 1), out),
  conv: (params, x, out) => conv(params, nth(x, 0), nth(x, 1), out),
  reduce: (params, x, out, context) => reduce(params, nth(x, 0), out, context),
  argReduce: (params, x, out) => argReduce(params, nth(x, 0), out),
  reduceWindow: (params, x, out, context) => reduceWindow(params, nth(x, 0), out, context),
  selectGather: (params, x, out) => selectGather(params, nth(x, 0), nth(x, 1), out),
  selectScatter: (params, x, out) => selectScatter(params, nth(x, 0), nth(x, 1), out),
  argsort: (_, x, out, context) => argsort(nth(x, 0), out, context),
  messages: same,
  stopGradient: same,
};

/** A primitive's result. */
export const applyRule = <P extends Exclude<Primitive, Calling | Given>>(
  primitive: P,
  params: Params[P],
  operands: readonly Operand[],
  out: Aval,
  context: Context,
): Lazy => rules[primitive](params, operands, out, context);
