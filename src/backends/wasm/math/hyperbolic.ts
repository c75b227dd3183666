/** The functions of a gate. */
import { f32x4, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { expOfModerate, powerOfTwo, reduced } from './exponential.ts';
import { magnitudeOf, multiplyAdd, using, withSignOf } from './vector.ts';

/**
 * tanh |x| = E / (E + 2) with E = e²ˣ − 1: one formula for near 0 and far from it, and no choice between two. From
 * |x| = 10 on, that is 1.
 */
export const tanh = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) => {
    const twice = using(kit, magnitudeOf(kit, x), (a) => f32x4.pmin(f32x4.add(a, a), kit.f32(20)));
    // One part of ln 2 is enough: n·ln 2 is exact for n < 3, and where it is not, tanh hardly changes any more.
    const magnitude = reduced(
      kit,
      twice,
      ({ excess, shifted }) =>
        using(kit, powerOfTwo(kit, shifted), (power) =>
          using(kit, multiplyAdd(kit, power, excess, f32x4.sub(power, kit.f32(1))), (e) =>
            f32x4.div(e, f32x4.add(e, kit.f32(2))),
          ),
        ),
      [Math.LN2],
    );
    return withSignOf(kit, magnitude, x);
  });

/** 2²⁴: times e⁻¹⁰⁴, the smallest exponential that counts, it is still no subnormal number. */
const scale = 24;

/**
 * 1 / (1 + e⁻ˣ) for x ≥ 0, eˣ / (1 + eˣ) below: of numbers up to 1 only, so nothing overflows. Both sides of the fraction
 * are times 2²⁴, so that small results are rounded by the division alone.
 */
export const sigmoid = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) => {
    const negative = f32x4.pmax(v128.or(x, kit.f32(-0)), kit.f32(-104));
    return using(kit, expOfModerate(kit, negative, scale), (z) => {
      const one = kit.f32(2 ** scale);
      const oneIfPositive = v128.and(f32x4.ge(x, kit.f32(0)), one);
      return f32x4.div(f32x4.pmax(z, oneIfPositive), f32x4.add(z, one));
    });
  });
