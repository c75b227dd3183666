/**
 * Derivatives of elementwise functions, and the convention at kinks (docs/differentiation.md):
 *
 * - of equal candidates `max` and `min` take the first, and with it the whole derivative;
 * - |x| has derivative sign(x), so 0 at 0; relu has 0 at 0 (RSTG.md);
 * - steps (`floor`, `sign`, …) have derivative 0 everywhere, on the step too.
 */
import { binary, select, unary } from '../../tensor/build.ts';
import type { BinaryOp, UnaryOp } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import type { Maybe } from './cotangent.ts';

const mul = (a: AnyTensor, b: AnyTensor | number) => binary('mul', a, b);
const div = (a: AnyTensor, b: AnyTensor) => binary('div', a, b);
const sub = (a: AnyTensor | number, b: AnyTensor | number) => binary('sub', a, b);
const neg = (a: AnyTensor) => unary('neg', a);
const pick = (condition: AnyTensor, a: AnyTensor | number, b: AnyTensor | number) =>
  select('gradient', condition, a, b);

/** d · f′(x), where y = f(x). Nothing where f is flat everywhere. */
type Derivative = (d: AnyTensor, x: AnyTensor, y: AnyTensor) => Maybe;

const flat: Derivative = () => undefined;

/** d · f′(x) for every unary op: linear in d, so that it serves tangents and cotangents alike. */
export const derivative: { readonly [O in UnaryOp]: Derivative } = {
  neg,
  abs: (d, x) => mul(d, unary('sign', x)),
  sign: flat,
  not: flat,
  relu: (d, _, y) => pick(binary('gt', y, 0), d, 0),
  exp: (d, _, y) => mul(d, y),
  expm1: (d, _, y) => mul(d, binary('add', y, 1)),
  log: div,
  log1p: (d, x) => div(d, binary('add', x, 1)),
  sqrt: (d, _, y) => div(mul(d, 0.5), y),
  rsqrt: (d, x, y) => div(mul(mul(d, -0.5), y), x),
  sin: (d, x) => mul(d, unary('cos', x)),
  cos: (d, x) => neg(mul(d, unary('sin', x))),
  tanh: (d, _, y) => mul(d, sub(1, mul(y, y))),
  sigmoid: (d, _, y) => mul(d, mul(y, sub(1, y))),
  erf: (d, x) => mul(mul(d, 2 / Math.sqrt(Math.PI)), unary('exp', neg(mul(x, x)))),
  floor: flat,
  ceil: flat,
  round: flat,
  bitsToUnit: flat,
};

/** d · ∂f/∂a and d · ∂f/∂b, each made when asked for, where y = f(a, b). */
export interface Partials {
  readonly a: (d: AnyTensor) => Maybe;
  readonly b: (d: AnyTensor) => Maybe;
}

type PartialsOf = (a: AnyTensor, b: AnyTensor, y: AnyTensor) => Partials;

const none: PartialsOf = () => ({ a: () => undefined, b: () => undefined });

/** All to a where it is chosen, else all to b. */
const chosen =
  (op: 'ge' | 'le'): PartialsOf =>
  (a, b) => {
    // Made when first asked for, once for both.
    const memo: { first?: AnyTensor } = {};
    const first = () => {
      memo.first ??= binary(op, a, b);
      return memo.first;
    };
    return { a: (d) => pick(first(), d, 0), b: (d) => pick(first(), 0, d) };
  };

/** The whole part of a / b, which `rem` leaves out. */
const truncated = (a: AnyTensor, b: AnyTensor): AnyTensor => {
  const quotient = div(a, b);
  return pick(binary('lt', quotient, 0), unary('ceil', quotient), unary('floor', quotient));
};

/** The partial derivatives of every binary op. */
export const partials: { readonly [O in BinaryOp]: PartialsOf } = {
  add: () => ({ a: (d) => d, b: (d) => d }),
  sub: () => ({ a: (d) => d, b: neg }),
  mul: (a, b) => ({ a: (d) => mul(d, b), b: (d) => mul(d, a) }),
  div: (_, b, y) => ({ a: (d) => div(d, b), b: (d) => neg(div(mul(d, y), b)) }),
  // 0 · 0^(−1) and 0 · log 0 are NaN, in derivatives of these too: 1 stands for the base there, which makes them 0.
  pow: (a, b, y) => ({
    a: (d) => {
      const base = pick(binary('and', binary('eq', a, 0), binary('eq', b, 0)), 1, a);
      return mul(d, mul(b, binary('pow', base, sub(b, 1))));
    },
    b: (d) => mul(d, mul(y, unary('log', pick(binary('eq', a, 0), 1, a)))),
  }),
  rem: (a, b) => ({ a: (d) => d, b: (d) => neg(mul(d, truncated(a, b))) }),
  max: chosen('ge'),
  min: chosen('le'),
  eq: none,
  ne: none,
  lt: none,
  le: none,
  gt: none,
  ge: none,
  and: none,
  or: none,
  xor: none,
};
