/** Four lanes of single precision as two pairs of double precision, for what single precision can not hold. */
import { f32x4, f64x2, i8x16, type V128 } from '../assembler/index.ts';

const from = (...starts: readonly number[]): readonly number[] =>
  starts.flatMap((start) => [start, start + 1, start + 2, start + 3]);

/** Lanes 2 and 3, in the places of 0 and 1. */
export const upper = (x: V128): V128 => i8x16.shuffle(x, x, from(8, 12, 8, 12));

/** Lanes 0 and 1 of each. */
const joined = (low: V128, high: V128): V128 => i8x16.shuffle(low, high, from(0, 4, 16, 20));

/** The lower 32 bits of each of four 64-bit lanes. */
export const lowWords = (low: V128, high: V128): V128 => i8x16.shuffle(low, high, from(0, 8, 16, 24));

/** Two f64 of lanes 0 and 1. */
export const lowHalf = (x: V128): V128 => f64x2.promote_low_f32x4(x);

/** Two f64 of lanes 2 and 3. */
export const highHalf = (x: V128): V128 => f64x2.promote_low_f32x4(upper(x));

/** Four f32, rounded. */
export const demoted = (low: V128, high: V128): V128 =>
  joined(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high));

/** c₀ + c₁x + c₂x² + … of two f64; `constant` puts a number in both lanes. */
export const polynomial64 = (x: V128, coefficients: readonly number[], constant: (c: number) => V128): V128 =>
  coefficients.map(constant).reduceRight((higher, c) => f64x2.add(f64x2.mul(higher, x), c));
