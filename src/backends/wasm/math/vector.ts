/** What the functions of this folder are made with. Each takes and gives four lanes; all of them work lane by lane. */
import { after, f32x4, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';

/**
 * Functions of registers. A register holds four f32, four i32, or four masks: a `bool` is an i32 with all bits 0 or all
 * bits 1.
 */
export type Unary = (kit: Kit, x: V128) => V128;
export type Binary = (kit: Kit, x: V128, y: V128) => V128;

/** Names a value for code that uses it more than once. */
export const using = (kit: Kit, x: V128, use: (x: V128) => V128): V128 => {
  const { set, get } = kit.named(x);
  return after(set, use(get));
};

/** a·b + c: rounded once where the engine can, else twice. Only for what is an approximation anyway. */
export const multiplyAdd = (kit: Kit, a: V128, b: V128, c: V128): V128 =>
  kit.site.features.relaxed ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);

/** c₀ + c₁x + c₂x² + … by Horner's rule: the fewest operations; the lanes of other elements fill the waiting time. */
export const polynomial = (kit: Kit, x: V128, coefficients: readonly number[]): V128 =>
  coefficients.map((c) => kit.f32(c)).reduceRight((higher, c) => multiplyAdd(kit, higher, x, c));

export const signBit = -(2 ** 31);

/** The sign bit of each lane. */
export const signOf = (kit: Kit, x: V128): V128 => v128.and(x, kit.i32(signBit));

/** |x|. On Node 20 a tanh with `f32x4.abs` instead takes 10 % longer. */
export const magnitudeOf = (kit: Kit, x: V128): V128 => v128.andnot(x, kit.i32(signBit));

/** A lane whose sign bit is 0 gets that of x. */
export const withSignOf = (kit: Kit, magnitude: V128, x: V128): V128 => v128.or(magnitude, signOf(kit, x));
