import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { BinaryOp, UnaryOp } from '../../src/tensor/primitives.ts';
import { palette } from './palette.ts';
import { any, like, positive, put, type Sample, type Workshop } from './workshop.ts';

type DTypes = readonly [DType, ...DType[]];

const unaryTakes: { readonly [O in UnaryOp]?: DTypes } = {
  neg: ['f32', 'i32'],
  abs: ['f32', 'i32'],
  sign: ['f32', 'i32'],
  relu: ['f32', 'i32'],
  not: ['bool'],
  bitsToUnit: ['i32'],
};

/** Functions whose domain is not all numbers. */
const needsPositive: ReadonlySet<UnaryOp> = new Set<UnaryOp>(['log', 'log1p', 'sqrt', 'rsqrt']);

/** How large f(x) can be for |x| ≤ b (for those that need it: ½ ≤ x ≤ b); those not named do not grow. */
const unaryBounds: { readonly [O in UnaryOp]?: (b: number) => number } = {
  exp: Math.exp,
  expm1: Math.exp,
  log: (b) => Math.max(0.7, Math.log(b)),
  log1p: Math.log1p,
  rsqrt: () => 1.5,
  sqrt: Math.sqrt,
  sin: () => 1,
  cos: () => 1,
  tanh: () => 1,
  sigmoid: () => 1,
  erf: () => 1,
  sign: () => 1,
  bitsToUnit: () => 1,
  floor: (b) => b + 1,
  ceil: (b) => b + 1,
  round: (b) => b + 1,
};

export const unary = (w: Workshop): void => {
  const [first = 'neg', ...rest] = w.menu.unaryOps;
  const op = w.pick([first, ...rest]);
  const given = any(w, ...(unaryTakes[op] ?? ['f32']));
  const { x, bound } = needsPositive.has(op) ? positive(w, given) : given;
  put(w, build.unary(op, x), unaryBounds[op]?.(bound) ?? bound);
};

const arithmetic: DTypes = ['f32', 'i32'];
const binaryTakes: { readonly [O in BinaryOp]: DTypes } = {
  add: arithmetic,
  sub: arithmetic,
  mul: arithmetic,
  max: arithmetic,
  min: arithmetic,
  div: ['f32'],
  pow: ['f32'],
  rem: ['f32'],
  eq: ['f32', 'i32', 'bool'],
  ne: ['f32', 'i32', 'bool'],
  lt: arithmetic,
  le: arithmetic,
  gt: arithmetic,
  ge: arithmetic,
  and: ['bool'],
  or: ['bool'],
  xor: ['bool'],
};

const binaryBounds: { readonly [O in BinaryOp]?: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a + b,
  mul: (a, b) => a * b,
  div: (a) => 2 * a,
  pow: (a, b) => Math.max(a ** b, 2 ** b),
  rem: (_, b) => b,
};

export const binary = (w: Workshop): void => {
  const [first = 'add', ...rest] = w.menu.binaryOps;
  const op = w.pick([first, ...rest]);
  const left = any(w, ...binaryTakes[op]);
  const { dtype, shape } = left.x;
  const a = op === 'pow' ? positive(w, left) : left;
  const right = second(w, left);
  const b = op === 'div' || op === 'rem' ? positive(w, right) : right;
  // Sometimes the repeated number comes first: identities look at both sides.
  const [p, q] = w.oneIn(4) && op !== 'div' && op !== 'rem' && op !== 'pow' ? [b, a] : [a, b];
  const bound =
    dtype === 'f32' ? (binaryBounds[op]?.(p.bound, q.bound) ?? Math.max(p.bound, q.bound)) : 2 ** 31;
  put(w, build.binary(op, p.x, build.broadcastTo(op, q.x, shape)), bound);
};

/** The other operand: a tensor, the same one, or one number everywhere. */
const second = (w: Workshop, left: Sample): Sample => {
  const { dtype, shape } = left.x;
  const kind = w.below(6);
  if (kind === 4) return left;
  if (kind !== 5) return like(w, dtype, shape);
  const n = w.oneIn(2) || dtype === 'bool' ? w.pick(palette(dtype, w.menu.range)) : w.pick([1, 0, -0]);
  return { x: build.full(shape, n, dtype), bound: Math.max(1, Math.abs(n)) };
};

export const select = (w: Workshop): void => {
  const a = any(w, 'f32', 'i32', 'bool');
  const b = like(w, a.x.dtype, a.x.shape);
  const { x: condition } = like(w, 'bool', a.x.shape);
  put(w, apply('select', {}, [condition, a.x, b.x]), Math.max(a.bound, b.bound));
};

export const convert = (w: Workshop): void => {
  const { x, bound } = any(w, 'f32', 'i32', 'bool');
  const to = w.pick<DType>(['f32', 'i32', 'bool']);
  put(w, apply('convert', { to }, [x]), bound);
};
