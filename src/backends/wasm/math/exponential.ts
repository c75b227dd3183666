/**
 * The exponential function after Cody & Waite, Software Manual for the Elementary Functions (1980), chapter 6:
 * x = n·ln 2 + r with |r| ≤ ln 2 / 2, so eˣ = 2ⁿ·eʳ. Polynomials are minimax (Remez) of the relative error.
 */
import { f32x4, i32, i32x4, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { magnitudeOf, multiplyAdd, polynomial, using } from './vector.ts';

/** Added to a small number, leaves its nearest integer in the low bits: faster than conversions. */
const magic = 1.5 * 2 ** 23;

/** ln 2 in two parts: the products of the first with n, of at most 8 bits, are exact. */
const ln2Parts = [0.693359375, -2.1219444e-4];

/** (eʳ − 1 − r) / r², to 2⁻²⁶ of eʳ − 1. */
const tail = [0.49999997, 0.16666543, 0.0416672, 0.008366548, 0.0013882517];

/** What is left of x: eʳ − 1, and n in the low bits of `shifted`. */
interface Reduced {
  readonly excess: V128;
  readonly shifted: V128;
}

/**
 * For |x| < 2²¹; `use` may take each part once. NaN stays in `excess`.
 *
 * @param parts what sums up to ln 2
 */
export const reduced = (
  kit: Kit,
  argument: V128,
  use: (parts: Reduced) => V128,
  parts: readonly number[] = ln2Parts,
): V128 =>
  using(kit, argument, (x) =>
    using(kit, multiplyAdd(kit, x, kit.f32(Math.LOG2E), kit.f32(magic)), (shifted) => {
      const rest = using(kit, f32x4.sub(shifted, kit.f32(magic)), (n) =>
        parts.reduce((left, part) => multiplyAdd(kit, n, kit.f32(-part), left), x),
      );
      return using(kit, rest, (r) =>
        use({ excess: multiplyAdd(kit, f32x4.mul(r, r), polynomial(kit, r, tail), r), shifted }),
      );
    }),
  );

/** 2ⁿ⁺ᵏ for −127 < n + k < 128. */
export const powerOfTwo = (kit: Kit, shifted: V128, k = 0): V128 =>
  i32x4.add(i32x4.shl(shifted, i32.const(23)), kit.i32((127 + k) << 23));

/** 2ᵏ·eˣ in fewer operations than {@link exp}, for results from 2⁻¹²⁶ to 2¹²⁷. */
export const expOfModerate = (kit: Kit, x: V128, k = 0): V128 =>
  reduced(kit, x, ({ excess, shifted }) =>
    using(kit, powerOfTwo(kit, shifted, k), (power) => multiplyAdd(kit, excess, power, power)),
  );

/**
 * eˣ. No f32 holds 2ⁿ of every n, so it is multiplied in two parts: at least 2⁻⁶³, then what is missing. Results below
 * 2⁻¹²⁶ come right thereby.
 */
export const exp = (kit: Kit, x: V128): V128 =>
  reduced(kit, f32x4.pmax(f32x4.pmin(x, kit.f32(89)), kit.f32(-105)), ({ excess, shifted }) =>
    using(kit, powerOfTwo(kit, shifted, -1), (power) =>
      using(kit, i32x4.max_s(power, kit.f32(2 ** -63)), (first) =>
        // The difference of two exponents, on the bits of 2: the missing factor, 2ⁿ⁻¹·2 / first.
        f32x4.mul(multiplyAdd(kit, excess, first, first), i32x4.add(i32x4.sub(power, first), kit.f32(2))),
      ),
    ),
  );

/** eˣ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1), in which nothing cancels. Twice that of n − 1, since 2¹²⁸ is no f32. */
export const expm1 = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) => {
    const bounded = f32x4.pmax(f32x4.pmin(x, kit.f32(89)), kit.f32(-18));
    const result = reduced(kit, bounded, ({ excess, shifted }) =>
      using(kit, powerOfTwo(kit, shifted, -1), (half) =>
        using(kit, multiplyAdd(kit, half, excess, f32x4.sub(half, kit.f32(0.5))), (y) => f32x4.add(y, y)),
      ),
    );
    // So close to 0 halves would lose bits, and −0 its sign.
    return v128.bitselect(x, result, f32x4.lt(magnitudeOf(kit, x), kit.f32(2 ** -25)));
  });
