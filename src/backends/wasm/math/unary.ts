/** {@link unaryFunctions}. */
import type { DType } from '../../../tensor/dtype.ts';
import type { UnaryOp } from '../../../tensor/primitives.ts';
import { f32x4, i32, i32x4, v128 } from '../assembler/index.ts';
import { erf } from './erf.ts';
import { exp, expm1 } from './exponential.ts';
import { sigmoid, tanh } from './hyperbolic.ts';
import { log, log1p } from './logarithm.ts';
import { cos, sin } from './trigonometric.ts';
import { magnitudeOf, signBit, signOf, type Unary, using } from './vector.ts';

type ByDType = { readonly [D in DType]?: Unary };

/** x itself where it is ±0 or NaN, else ±1. */
const sign: Unary = (kit, argument) =>
  using(kit, argument, (x) => {
    const hasSign = v128.or(f32x4.lt(x, kit.f32(0)), f32x4.gt(x, kit.f32(0)));
    return v128.bitselect(v128.or(signOf(kit, x), kit.f32(1)), x, hasSign);
  });

/** A comparison is 0 or −1, so their difference is the sign. */
const integerSign: Unary = (kit, argument) =>
  using(kit, argument, (x) => i32x4.sub(i32x4.lt_s(x, kit.i32(0)), i32x4.gt_s(x, kit.i32(0))));

/** The operation of each unary primitive on registers, by the dtype of its argument. */
export const unaryFunctions: { readonly [O in UnaryOp]: ByDType } = {
  neg: { f32: (kit, x) => v128.xor(x, kit.i32(signBit)), i32: (_, x) => i32x4.neg(x) },
  abs: { f32: magnitudeOf, i32: (_, x) => i32x4.abs(x) },
  sign: { f32: sign, i32: integerSign },
  not: { bool: (_, x) => v128.not(x) },
  // −0 + 0 is 0; of NaN, pmax gives its first operand.
  relu: {
    f32: (kit, x) => f32x4.pmax(f32x4.add(x, kit.f32(0)), kit.f32(0)),
    i32: (kit, x) => i32x4.max_s(x, kit.i32(0)),
  },
  exp: { f32: exp },
  expm1: { f32: expm1 },
  log: { f32: log },
  log1p: { f32: log1p },
  sqrt: { f32: (_, x) => f32x4.sqrt(x) },
  rsqrt: { f32: (kit, x) => f32x4.div(kit.f32(1), f32x4.sqrt(x)) },
  sin: { f32: sin },
  cos: { f32: cos },
  tanh: { f32: tanh },
  sigmoid: { f32: sigmoid },
  erf: { f32: erf },
  floor: { f32: (_, x) => f32x4.floor(x) },
  ceil: { f32: (_, x) => f32x4.ceil(x) },
  round: { f32: (_, x) => f32x4.nearest(x) },
  bitsToUnit: {
    i32: (kit, x) => f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(x, i32.const(8))), kit.f32(2 ** -24)),
  },
};

/**
 * The operation of a unary primitive on registers: at most 3 ulp from the function's value (`rsqrt` 1 ulp), and exact
 * where it can be.
 *
 * @throws RangeError where the shape rules have no such op on that dtype
 */
export const unaryFunction = (op: UnaryOp, dtype: DType): Unary => {
  const found = unaryFunctions[op][dtype];
  if (found === undefined) throw new RangeError(`${op} does not take ${dtype}`);
  return found;
};
