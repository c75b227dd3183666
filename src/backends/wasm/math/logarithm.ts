/**
 * Logarithms after Cephes (Moshier, logf.c): x = 2ᵉ·m with √½ ≤ m < √2, and log m = f − f²/2 + f³·P(f) of f = m − 1.
 */
import { f32x4, i32, i32x4, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { multiplyAdd, polynomial, using, withSignOf } from './vector.ts';

const [ln2High, ln2Low] = [0.693359375, -2.1219444e-4];

/** (log(1 + f) − f + f²/2) / f³, minimax to 2⁻³⁰ of log(1 + f). */
const tail = [
  0.33333313, -0.25000009, 0.20002119, -0.16667996, 0.14219552, -0.12405588, 0.11888161, -0.11675654,
  0.067466453,
];

/** The bits of √½. */
const rootHalf = 0x3f3504f3;

interface Split {
  /** e, as four i32. */
  readonly exponent: V128;
  /** m, in [√½, √2). */
  readonly mantissa: V128;
}

/** x = 2ᵉ·m of positive finite numbers that are not subnormal; of others, something. `use` may take each part once. */
const split = (kit: Kit, x: V128, use: (parts: Split) => V128): V128 =>
  using(kit, i32x4.sub(x, kit.i32(rootHalf)), (bits) =>
    use({
      exponent: i32x4.shr_s(bits, i32.const(23)),
      mantissa: i32x4.add(v128.and(bits, kit.i32(2 ** 23 - 1)), kit.i32(rootHalf)),
    }),
  );

/** x = 2ᵉ·m of all positive finite numbers: subnormal ones are scaled first. `use` may take each part once. */
export const splitAny = (kit: Kit, x: V128, use: (parts: Split) => V128): V128 =>
  using(kit, f32x4.lt(x, kit.f32(2 ** -126)), (tiny) =>
    split(kit, v128.bitselect(f32x4.mul(x, kit.f32(2 ** 23)), x, tiny), ({ exponent, mantissa }) =>
      use({ exponent: i32x4.sub(exponent, v128.and(tiny, kit.i32(23))), mantissa }),
    ),
  );

/** e·ln 2 + log(1 + f) + correction. */
const assembled = (kit: Kit, exponent: V128, excess: V128, correction?: V128): V128 =>
  using(kit, f32x4.convert_i32x4_s(exponent), (e) =>
    using(kit, excess, (f) =>
      using(kit, f32x4.mul(f, f), (square) => {
        const cubic = f32x4.mul(f32x4.mul(f, square), polynomial(kit, f, tail));
        const small = multiplyAdd(kit, e, kit.f32(ln2Low), cubic);
        const corrected = correction === undefined ? small : f32x4.add(small, correction);
        const rest = multiplyAdd(kit, square, kit.f32(-0.5), corrected);
        return multiplyAdd(kit, e, kit.f32(ln2High), f32x4.add(f, rest));
      }),
    ),
  );

/** The logarithm where x is positive and finite; −∞ of ±0, NaN below 0, and ∞ and NaN of themselves. */
const withEnds = (kit: Kit, logarithm: V128, x: V128): V128 => {
  const regular = v128.and(f32x4.gt(x, kit.f32(0)), f32x4.lt(x, kit.f32(Number.POSITIVE_INFINITY)));
  const pole = v128.and(f32x4.eq(x, kit.f32(0)), kit.f32(Number.NEGATIVE_INFINITY));
  const end = v128.or(v128.or(f32x4.lt(x, kit.f32(0)), x), pole);
  return v128.bitselect(logarithm, end, regular);
};

/** log x. */
export const log = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) =>
    withEnds(
      kit,
      splitAny(kit, x, ({ exponent, mantissa }) => assembled(kit, exponent, f32x4.sub(mantissa, kit.f32(1)))),
      x,
    ),
  );

/** log(1 + x): the logarithm of the rounded sum u, corrected by what the rounding took, c: log(u + c) ≈ log u + c/u. */
export const log1p = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) =>
    using(kit, f32x4.add(x, kit.f32(1)), (u) => {
      // Knuth's sum of two: exact, whichever is larger.
      const lost = using(kit, f32x4.sub(u, kit.f32(1)), (part) =>
        f32x4.add(f32x4.sub(kit.f32(1), f32x4.sub(u, part)), f32x4.sub(x, part)),
      );
      const value = split(kit, u, ({ exponent, mantissa }) =>
        using(kit, exponent, (e) =>
          // Near 0, x itself is what is left over, and nothing is lost.
          using(kit, i32x4.eq(e, kit.i32(0)), (isNear) =>
            assembled(
              kit,
              e,
              v128.bitselect(x, f32x4.sub(mantissa, kit.f32(1)), isNear),
              v128.andnot(f32x4.div(lost, u), isNear),
            ),
          ),
        ),
      );
      return withSignOf(kit, withEnds(kit, value, u), x);
    }),
  );
