import type { UnaryOp } from '../../tensor/primitives.ts';
import type { Elements } from './array.ts';
import { erf } from './erf.ts';

/** Fills z with f(x), element by element. */
type Loop = (x: Elements, z: Elements) => void;

/** Rounds half to even, as IEEE 754 and WebAssembly do. */
const roundEven = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  const rounded = rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};

const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/**
 * max(0, x). The sum x + |x| is 2x or 0, exactly, and takes no branch: that of the definition is guessed wrongly half
 * of the time where signs follow no pattern. Where the sum is not finite, the definition has the word.
 */
const relu = (x: number): number => {
  const twice = x + Math.abs(x);
  return twice < Number.POSITIVE_INFINITY ? twice / 2 : Math.max(0, x);
};

const nan = Number.NaN;

/** A loop for each op, since V8 compiles the op into the loop only where it is written there. */
export const unaryLoops: { readonly [O in UnaryOp]: Loop } = {
  neg: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = -(x[i] ?? nan);
  },
  abs: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.abs(x[i] ?? nan);
  },
  sign: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.sign(x[i] ?? nan);
  },
  not: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) === 0);
  },
  relu: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = relu(x[i] ?? nan);
  },
  exp: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.exp(x[i] ?? nan);
  },
  expm1: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.expm1(x[i] ?? nan);
  },
  log: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.log(x[i] ?? nan);
  },
  log1p: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.log1p(x[i] ?? nan);
  },
  sqrt: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.sqrt(x[i] ?? nan);
  },
  rsqrt: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = 1 / Math.sqrt(x[i] ?? nan);
  },
  sin: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.sin(x[i] ?? nan);
  },
  cos: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.cos(x[i] ?? nan);
  },
  tanh: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.tanh(x[i] ?? nan);
  },
  sigmoid: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = sigmoid(x[i] ?? nan);
  },
  erf: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = erf(x[i] ?? nan);
  },
  floor: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.floor(x[i] ?? nan);
  },
  ceil: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.ceil(x[i] ?? nan);
  },
  round: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = roundEven(x[i] ?? nan);
  },
  bitsToUnit: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = ((x[i] ?? nan) >>> 8) / 2 ** 24;
  },
};
