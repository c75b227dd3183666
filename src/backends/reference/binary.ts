import type { BinaryOp } from '../../tensor/primitives.ts';
import type { Elements } from './array.ts';

/** Fills z with f(x, y), element by element. */
type Loop = (x: Elements, y: Elements, z: Elements) => void;

/** IEEE 754 says that 1 to any power, and −1 to ±∞, is 1; JavaScript's `**` says NaN. */
const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b;

const nan = Number.NaN;

/** Products of 32-bit integers do not fit a double, so they wrap by their own rule. */
export const multiplyIntegers: Loop = (x, y, z) => {
  for (let i = 0; i < z.length; i++) z[i] = Math.imul(x[i] ?? nan, y[i] ?? nan);
};

/** A loop for each op, since V8 compiles the op into the loop only where it is written there. */
export const binaryLoops: { readonly [O in BinaryOp]: Loop } = {
  add: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) + (y[i] ?? nan);
  },
  sub: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) - (y[i] ?? nan);
  },
  mul: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) * (y[i] ?? nan);
  },
  div: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) / (y[i] ?? nan);
  },
  pow: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = power(x[i] ?? nan, y[i] ?? nan);
  },
  rem: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) % (y[i] ?? nan);
  },
  max: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.max(x[i] ?? nan, y[i] ?? nan);
  },
  min: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.min(x[i] ?? nan, y[i] ?? nan);
  },
  eq: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) === (y[i] ?? nan));
  },
  ne: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) !== (y[i] ?? nan));
  },
  lt: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) < (y[i] ?? nan));
  },
  le: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) <= (y[i] ?? nan));
  },
  gt: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) > (y[i] ?? nan));
  },
  ge: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? nan) >= (y[i] ?? nan));
  },
  and: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) & (y[i] ?? nan);
  },
  or: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) | (y[i] ?? nan);
  },
  xor: (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = (x[i] ?? nan) ^ (y[i] ?? nan);
  },
};
