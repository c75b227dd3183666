/** Powers, in double precision: 2^(y·log₂|x|), where y·log₂|x| must be right to 2⁻³³ for the result to be right to 2⁻²⁵. */
import { f32x4, f64x2, i32, i64x2, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { demoted, highHalf, lowHalf, polynomial64, upper } from './halves.ts';
import { splitAny } from './logarithm.ts';
import { magnitudeOf, signOf, using } from './vector.ts';

/** log₂((1 + s)/(1 − s))/s in s², minimax to 2⁻⁴³ for √½ ≤ (1 + s)/(1 − s) ≤ √2. */
const logarithmTail = [
  2.8853900817778495, 0.961796694114261, 0.5770779421038983, 0.4122092782973979, 0.31990464746930825,
  0.28291501068484215,
];

/** 2ʳ for |r| ≤ ½, minimax to 2⁻³⁴. */
const exponentialTail = [
  0.999999999961682, 0.693147180728447, 0.24022651198157172, 0.05550410353447943, 0.009618027253721621,
  0.0013333922563974116, 0.00015469291124394204, 1.5201921394529504e-5,
];

const magic = 1.5 * 2 ** 52;

/** log₂(2ᵉ·m) of two f64. */
const log2 = (kit: Kit, exponent: V128, mantissa: V128): V128 =>
  using(kit, mantissa, (m) =>
    using(kit, f64x2.div(f64x2.sub(m, kit.f64(1)), f64x2.add(m, kit.f64(1))), (s) =>
      using(kit, f64x2.mul(s, s), (square) =>
        f64x2.add(f64x2.mul(polynomial64(square, logarithmTail, kit.f64), s), exponent),
      ),
    ),
  );

/** 2ᵗ of two f64. Past ±200 single precision has only 0 and ∞. */
const exp2 = (kit: Kit, argument: V128): V128 =>
  using(kit, f64x2.pmax(f64x2.pmin(argument, kit.f64(200)), kit.f64(-200)), (t) =>
    using(kit, f64x2.add(t, kit.f64(magic)), (shifted) =>
      using(kit, f64x2.sub(t, f64x2.sub(shifted, kit.f64(magic))), (r) =>
        f64x2.mul(
          polynomial64(r, exponentialTail, kit.f64),
          i64x2.add(i64x2.shl(shifted, i32.const(52)), kit.f64(1)),
        ),
      ),
    ),
  );

/** |x|^y for 0 < |x| < ∞. */
const ofMagnitude = (kit: Kit, a: V128, y: V128): V128 =>
  splitAny(kit, a, ({ exponent, mantissa }) =>
    using(kit, exponent, (e) =>
      using(kit, mantissa, (m) => {
        const half = (ofE: V128, ofM: V128, ofY: V128): V128 =>
          exp2(kit, f64x2.mul(ofY, log2(kit, f64x2.convert_low_i32x4_s(ofE), ofM)));
        return demoted(half(e, lowHalf(m), lowHalf(y)), half(upper(e), highHalf(m), highHalf(y)));
      }),
    ),
  );

const infinity = Number.POSITIVE_INFINITY;

/** x^y as IEEE 754's `pow` has it: 1 for x = 1 and for y = 0 whatever the other is, and for (−1)^±∞. */
export const power = (kit: Kit, base: V128, exponent: V128): V128 =>
  using(kit, base, (x) =>
    using(kit, exponent, (y) =>
      using(kit, magnitudeOf(kit, x), (a) => {
        const zero = kit.f32(0);
        const one = kit.f32(1);
        const isNegative = f32x4.lt(y, zero);
        const atEnds = v128.bitselect(f32x4.div(one, a), a, isNegative);
        const isRegular = v128.and(f32x4.gt(a, zero), f32x4.lt(a, kit.f32(infinity)));
        const magnitude = v128.bitselect(ofMagnitude(kit, a, y), atEnds, isRegular);
        const isFraction = using(kit, y, (n) => f32x4.ne(f32x4.floor(n), n));
        const isOdd = using(kit, f32x4.mul(y, kit.f32(0.5)), (half) =>
          v128.andnot(f32x4.ne(f32x4.floor(half), half), isFraction),
        );
        const signed = v128.or(magnitude, v128.and(signOf(kit, x), isOdd));
        // All bits 1 is a NaN.
        const isNothing = v128.or(
          v128.and(v128.and(f32x4.lt(x, zero), f32x4.gt(x, kit.f32(-infinity))), isFraction),
          f32x4.ne(y, y),
        );
        const isOne = v128.or(
          v128.or(f32x4.eq(x, one), f32x4.eq(y, zero)),
          v128.and(f32x4.eq(a, one), f32x4.eq(magnitudeOf(kit, y), kit.f32(infinity))),
        );
        return v128.bitselect(one, v128.or(signed, isNothing), isOne);
      }),
    ),
  );
