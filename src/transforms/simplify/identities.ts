/**
 * Identities that hold bit for bit in IEEE f32 (whatever the payload of a NaN) and in wrapping i32.
 *
 * Not here, because they do not: x + 0 (−0 + 0 is 0), x · 0 (NaN, ∞, −0), 0 − x, x − x, x / x, x = x, the sum of one
 * element (0 + −0 is 0). And none that drops an operand, which may have counted messages.
 */
import { type Aval, sameShape, sizeOf } from '../../tensor/aval.ts';
import type { BinaryOp, Params, Primitive, Rules, UnaryOp } from '../../tensor/primitives.ts';
import { splatOf } from './facts.ts';
import { constantRule } from './identities-constant.ts';
import { broadcast, reshape, reverse, slice, transpose } from './identities-shaping.ts';
import { type Identity, madeBy, type Site } from './site.ts';

const none = (): Identity => undefined;

/** f(g(x)) that is g(x). */
const absorbedBy: { readonly [O in UnaryOp]?: readonly UnaryOp[] } = {
  abs: ['abs'],
  relu: ['relu'],
  sign: ['sign'],
  floor: ['floor', 'ceil', 'round', 'sign'],
  ceil: ['floor', 'ceil', 'round', 'sign'],
  round: ['floor', 'ceil', 'round', 'sign'],
};

const unary = ({ op }: Params['unary'], site: Site): Identity => {
  const inner = madeBy(site, 'unary');
  const [x] = site.inputs;
  const [y] = inner?.inputs ?? [];
  if (inner === undefined || x === undefined || y === undefined) return undefined;
  if ((op === 'neg' || op === 'not') && inner.params.op === op) return y;
  if (op === 'abs' && inner.params.op === 'neg') return site.into.apply('unary', { op }, [y], site.path);
  return absorbedBy[op]?.includes(inner.params.op) ? x : undefined;
};

/** Whether an input is one number everywhere. −0 is not 0. */
const isEverywhere = (site: Site, input: number, n: number): boolean => {
  const splat = splatOf(site.into.definition, site.inputs[input] ?? -1);
  return splat !== undefined && Object.is(splat.number, n);
};

/** The number that changes nothing on the right of an op: x − 0 is x even for −0, and so is x + −0. */
const neutral = (op: BinaryOp, { dtype }: Aval): number | undefined => {
  if (op === 'mul' || op === 'div') return 1;
  if (op === 'add') return dtype === 'f32' ? -0 : 0;
  if (op === 'sub' || op === 'xor') return 0;
  return undefined;
};

const selfAbsorbing: ReadonlySet<BinaryOp> = new Set<BinaryOp>(['max', 'min', 'and', 'or']);

const binary = ({ op }: Params['binary'], site: Site): Identity => {
  const { into, path, avals } = site;
  const [a, b] = site.inputs;
  const [type] = avals;
  if (a === undefined || b === undefined || type === undefined) return undefined;
  if (a === b && selfAbsorbing.has(op)) return a;
  const unit = neutral(op, type);
  if (unit !== undefined && isEverywhere(site, 1, unit)) return a;
  if (unit !== undefined && (op === 'mul' || op === 'add') && isEverywhere(site, 0, unit)) return b;
  if (op === 'sub' && isEverywhere(site, 0, type.dtype === 'f32' ? -0 : 0))
    return into.apply('unary', { op: 'neg' }, [b], path);

  const [notA] = negated(site, 0);
  const [notB] = negated(site, 1);
  const both = (next: BinaryOp, x: number, y: number) => into.apply('binary', { op: next }, [x, y], path);
  if (op === 'add' && notB !== undefined) return both('sub', a, notB);
  if (op === 'add' && notA !== undefined) return both('sub', b, notA);
  if (op === 'sub' && notB !== undefined) return both('add', a, notB);
  if ((op === 'mul' || op === 'div') && notA !== undefined && notB !== undefined) return both(op, notA, notB);
  return undefined;
};

/** [x] where an input is −x. */
const negated = (site: Site, input: number): readonly number[] => {
  const equation = madeBy(site, 'unary', input);
  return equation?.params.op === 'neg' ? equation.inputs : [];
};

/** select(not c, a, b) is select(c, b, a). */
const select = (params: Params['select'], site: Site): Identity => {
  const condition = madeBy(site, 'unary');
  const [, a, b] = site.inputs;
  const [c] = condition?.params.op === 'not' ? condition.inputs : [];
  return a === undefined || b === undefined || c === undefined
    ? undefined
    : site.into.apply('select', params, [c, b, a], site.path);
};

const convert = ({ to }: Params['convert'], site: Site): Identity => {
  if (site.avals[0]?.dtype === to) return site.inputs[0];
  // 0 and 1 survive every conversion, so what began as a bool can skip the stop in between.
  const [source] = madeBy(site, 'convert')?.inputs ?? [];
  return source !== undefined && site.into.aval(source).dtype === 'bool'
    ? site.into.apply('convert', { to }, [source], site.path)
    : undefined;
};

/** Combining one element with the identity is that element, except that 0 + −0 is 0. */
const reduce = ({ op, axes }: Params['reduce'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  if (x === undefined || aval === undefined || (op === 'sum' && aval.dtype === 'f32')) return undefined;
  return sizeOf(axes.map((axis) => aval.shape[axis] ?? 0)) === 1
    ? site.into.apply('reshape', { shape: site.output.shape }, [x], site.path)
    : undefined;
};

/** Padding that adds nothing anywhere. */
const pad = (_: Params['pad'], { inputs, avals, output }: Site): Identity =>
  sameShape(avals[0]?.shape ?? [], output.shape) ? inputs[0] : undefined;

const rules: Rules<[site: Site], Identity> = {
  input: none,
  constant: constantRule,
  iota: none,
  randomBits: none,
  unary,
  binary,
  select,
  convert,
  reshape,
  transpose,
  broadcast,
  slice,
  pad,
  concat: (_, { inputs }) => (inputs.length === 1 ? inputs[0] : undefined),
  reverse,
  gather: none,
  scatterAdd: none,
  dot: none,
  conv: none,
  reduce,
  argReduce: none,
  reduceWindow: none,
  selectGather: none,
  selectScatter: none,
  argsort: none,
  scan: none,
  messages: none,
  // Nothing is differentiated any more.
  stopGradient: (_, { inputs }) => inputs[0],
  checkpoint: none,
  custom: none,
};

/** Applies the identity of a primitive, if one fits. */
export const identityOf = <P extends Primitive>(primitive: P, params: Params[P], site: Site): Identity =>
  rules[primitive](params, site);
