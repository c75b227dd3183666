/** The remainder of a division that truncates: `%` of JavaScript, `fmod` of C. It is exact. */
import { after, doWhile, f32x4, f64x2, i32, seq, type V128, v128, when } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { demoted, highHalf, lowHalf } from './halves.ts';
import { magnitudeOf, using, withSignOf } from './vector.ts';

/**
 * A dividend below 2⁵³ times the lowest bit of the divisor is divided exactly in double precision: the quotient is not
 * rounded up to an integer, and its product with the divisor fits. What remains of 2²⁸ʲ·y is so for 2²⁸ʲ⁻²⁸·y.
 */
const step = 28;

/** As many as the largest dividend, below 2¹²⁸, has to be brought below 2⁵³ of the smallest lowest bit, 2⁻¹⁴⁹. */
const steps = Math.ceil((128 + 149 - 53) / step);

/** x − ⌊x/y⌋·y of two f64, x ≥ 0 and y > 0. */
const reduce = (kit: Kit, x: V128, y: V128): V128 =>
  using(kit, y, (b) => using(kit, x, (a) => f64x2.sub(a, f64x2.mul(f64x2.floor(f64x2.div(a, b)), b))));

/** x % y. */
export const remainder = (kit: Kit, dividend: V128, divisor: V128): V128 =>
  using(kit, dividend, (x) =>
    using(kit, magnitudeOf(kit, divisor), (b) =>
      using(kit, magnitudeOf(kit, x), (a) => {
        const [lowX, highX, lowY, highY] = [
          kit.local('v128'),
          kit.local('v128'),
          kit.local('v128'),
          kit.local('v128'),
        ];
        const left = kit.local('i32');
        const scaled = (y: V128, by: number): V128 => f64x2.mul(y, kit.f64(by));
        // By multiples 2²⁸ʲ·y of the divisor first, the largest first. A small x passes unchanged.
        const byMultiples = seq(
          lowY.set(scaled(lowY.get, 2 ** (step * steps))),
          highY.set(scaled(highY.get, 2 ** (step * steps))),
          left.set(i32.const(steps)),
          doWhile(
            seq(
              lowX.set(reduce(kit, lowX.get, lowY.get)),
              highX.set(reduce(kit, highX.get, highY.get)),
              lowY.set(scaled(lowY.get, 2 ** -step)),
              highY.set(scaled(highY.get, 2 ** -step)),
            ),
            left.tee(i32.sub(left.get, i32.const(1))),
          ),
        );
        const isFar = f32x4.ge(a, f32x4.mul(b, kit.f32(2 ** (step - 1))));
        const result = after(
          seq(
            lowX.set(lowHalf(a)),
            highX.set(highHalf(a)),
            lowY.set(lowHalf(b)),
            highY.set(highHalf(b)),
            when(v128.any_true(isFar), byMultiples),
          ),
          demoted(reduce(kit, lowX.get, lowY.get), reduce(kit, highX.get, highY.get)),
        );
        const infinity = kit.f32(Number.POSITIVE_INFINITY);
        const isWhole = v128.and(f32x4.eq(b, infinity), f32x4.lt(a, infinity));
        return withSignOf(kit, v128.bitselect(a, result, isWhole), x);
      }),
    ),
  );
