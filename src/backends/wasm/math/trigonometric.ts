/**
 * Sine and cosine. x = n·π/2 + r is taken apart in double precision (Cody & Waite, with π/2 in two parts); that is exact
 * enough up to 2²⁰. The few numbers beyond are left to the host, one by one.
 */
import {
  after,
  callFor,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  i32x4,
  seq,
  type V128,
  v128,
  when,
} from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { demoted, highHalf, lowHalf, lowWords } from './halves.ts';
import { magnitudeOf, multiplyAdd, polynomial, signBit, signOf, using } from './vector.ts';

/** Products of n < 2²⁰ with the first part, of 33 bits, are exact (fdlibm, e_rem_pio2.c). */
const [halfPiHigh, halfPiLow] = [1.5707963267341256, 6.077100506506192e-11];
const magic = 1.5 * 2 ** 52;
const limit = 2 ** 20;

/** (sin r − r)/r³ and (cos r − 1 + r²/2)/r⁴ in r², minimax to 2⁻²⁷ and 2⁻³² of the function. */
const sineTail = [-0.16666655, 0.008332099, -0.00019503628];
const cosineTail = [0.041666653, -0.0013887652, 2.4463501e-5];

/** The nearest integer to x/(π/2), in the low word. */
const shiftedQuotient = (kit: Kit, x: V128): V128 =>
  f64x2.add(f64x2.mul(x, kit.f64(2 / Math.PI)), kit.f64(magic));

const remainder = (kit: Kit, x: V128, shifted: V128): V128 =>
  using(kit, f64x2.sub(shifted, kit.f64(magic)), (n) =>
    f64x2.sub(f64x2.sub(x, f64x2.mul(n, kit.f64(halfPiHigh))), f64x2.mul(n, kit.f64(halfPiLow))),
  );

/** Of all x with |x| ≤ `limit`: sin r or cos r by whether n + `quarter` is odd, with the sign of that quadrant. */
const inQuadrant = (kit: Kit, x: V128, quarter: 0 | 1): V128 =>
  using(kit, lowHalf(x), (low) =>
    using(kit, highHalf(x), (high) =>
      using(kit, shiftedQuotient(kit, low), (lowShifted) =>
        using(kit, shiftedQuotient(kit, high), (highShifted) =>
          using(kit, i32x4.add(lowWords(lowShifted, highShifted), kit.i32(quarter)), (n) =>
            using(kit, demoted(remainder(kit, low, lowShifted), remainder(kit, high, highShifted)), (r) =>
              using(kit, f32x4.mul(r, r), (square) => {
                const sine = multiplyAdd(kit, f32x4.mul(polynomial(kit, square, sineTail), square), r, r);
                const cosine = multiplyAdd(
                  kit,
                  multiplyAdd(kit, polynomial(kit, square, cosineTail), square, kit.f32(-0.5)),
                  square,
                  kit.f32(1),
                );
                const isOdd = i32x4.eq(v128.and(n, kit.i32(1)), kit.i32(1));
                const sign = v128.and(i32x4.shl(n, i32.const(30)), kit.i32(signBit));
                return v128.xor(v128.bitselect(cosine, sine, isOdd), sign);
              }),
            ),
          ),
        ),
      ),
    ),
  );

const byHost = (kit: Kit, name: 'sin' | 'cos', x: V128): V128 => {
  const host = kit.site.host(name);
  return [0, 1, 2, 3].reduce(
    (y, lane) =>
      f32x4.replace_lane(
        y,
        lane,
        f32.demote_f64(callFor('f64', host, [f64.promote_f32(f32x4.extract_lane(x, lane))])),
      ),
    x,
  );
};

/** Replaces what is beyond the limit; a lane never depends on its neighbours. */
const withHost = (kit: Kit, name: 'sin' | 'cos', x: V128, inside: V128): V128 => {
  const result = kit.local('v128');
  return using(kit, f32x4.gt(magnitudeOf(kit, x), kit.f32(limit)), (isBeyond) =>
    after(
      seq(
        result.set(inside),
        when(v128.any_true(isBeyond), result.set(v128.bitselect(byHost(kit, name, x), result.get, isBeyond))),
      ),
      result.get,
    ),
  );
};

/** sin x, as sin |x| with the sign of x: odd to the last bit. */
export const sin = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) =>
    withHost(
      kit,
      'sin',
      x,
      v128.xor(
        using(kit, magnitudeOf(kit, x), (a) => inQuadrant(kit, a, 0)),
        signOf(kit, x),
      ),
    ),
  );

/** cos x. */
export const cos = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) => withHost(kit, 'cos', x, inQuadrant(kit, x, 1)));
