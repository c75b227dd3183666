import type { BinaryOp, Params, UnaryOp } from '../../tensor/primitives.ts';
import { at, type NdArray } from './array.ts';
import { erf } from './erf.ts';

/** Rounds half to even, as IEEE 754 and WebAssembly do. */
const roundEven = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  const rounded = rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};

const unaryOps: { readonly [O in UnaryOp]: (x: number) => number } = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  not: (x) => (x === 0 ? 1 : 0),
  relu: (x) => Math.max(0, x),
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  erf,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundEven,
  bitsToUnit: (bits) => (bits >>> 8) / 2 ** 24,
};

const truth = (x: boolean): number => (x ? 1 : 0);

const binaryOps: { readonly [O in BinaryOp]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => power(a, b),
  rem: (a, b) => a % b,
  max: Math.max,
  min: Math.min,
  eq: (a, b) => truth(a === b),
  ne: (a, b) => truth(a !== b),
  lt: (a, b) => truth(a < b),
  le: (a, b) => truth(a <= b),
  gt: (a, b) => truth(a > b),
  ge: (a, b) => truth(a >= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

/** IEEE 754 says that 1 to any power, and −1 to ±∞, is 1; JavaScript's `**` says NaN. */
const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b;

export const unary = ({ op }: Params['unary'], [x]: readonly [NdArray], out: NdArray): void => {
  const f = unaryOps[op];
  for (let i = 0; i < out.data.length; i++) out.data[i] = f(at(x.data, i));
};

export const binary = ({ op }: Params['binary'], [a, b]: readonly [NdArray, NdArray], out: NdArray): void => {
  // Products of 32-bit integers do not fit a double, so they wrap by their own rule.
  const f = op === 'mul' && a.dtype === 'i32' ? Math.imul : binaryOps[op];
  for (let i = 0; i < out.data.length; i++) out.data[i] = f(at(a.data, i), at(b.data, i));
};

export const select = ([condition, a, b]: readonly [NdArray, NdArray, NdArray], out: NdArray): void => {
  for (let i = 0; i < out.data.length; i++)
    out.data[i] = at(condition.data, i) !== 0 ? at(a.data, i) : at(b.data, i);
};

/** f32 → i32 truncates and saturates, NaN → 0; anything → bool asks whether it is not 0. */
const convertElement = (to: 'f32' | 'i32' | 'bool', fromFloat: boolean, x: number): number =>
  to === 'bool'
    ? truth(x !== 0)
    : to === 'i32' && fromFloat
      ? Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), Math.trunc(x) || 0))
      : x;

export const convert = ({ to }: Params['convert'], x: NdArray, out: NdArray): void => {
  for (let i = 0; i < out.data.length; i++)
    out.data[i] = convertElement(to, x.dtype === 'f32', at(x.data, i));
};
