/** The error function, in two pieces that are chosen by lane. Polynomials are minimax (Remez). */
import { f32x4, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { expOfModerate } from './exponential.ts';
import { magnitudeOf, multiplyAdd, polynomial, using, withSignOf } from './vector.ts';

/** Where the pieces meet. */
const meeting = 0.9277;

/** erf(a)/a − 1 in a², up to the meeting, to 2⁻³¹ of erf. */
const near = [0.12837917, -0.37612632, 0.1128369, -0.026859073, 0.0052002302, -0.00081336306, 8.331882e-5];

/** log(1 − erf a)/a + 1 from the meeting to 4, to 2⁻³⁰ in erf. From 4 on, erf is 1. */
const far = [-0.12865497, -0.63512456, -0.1062818, 0.023801327, -0.0036612793, 0.00032749167, -1.170513e-5];

/** 2/√π ∫₀ˣ exp(−t²) dt. */
export const erf = (kit: Kit, argument: V128): V128 =>
  using(kit, argument, (x) =>
    using(kit, f32x4.pmin(magnitudeOf(kit, x), kit.f32(4)), (a) => {
      const inner = using(kit, f32x4.mul(a, a), (square) =>
        multiplyAdd(kit, polynomial(kit, square, near), a, a),
      );
      const logOfRest = f32x4.sub(f32x4.mul(polynomial(kit, a, far), a), a);
      const outer = f32x4.sub(kit.f32(1), expOfModerate(kit, logOfRest));
      return withSignOf(kit, v128.bitselect(outer, inner, f32x4.ge(a, kit.f32(meeting))), x);
    }),
  );
