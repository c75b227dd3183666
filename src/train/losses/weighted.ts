import { mul } from '../../tensor/ops/arithmetic.ts';
import { eq } from '../../tensor/ops/comparison.ts';
import { logicalAnd } from '../../tensor/ops/logic.ts';
import { abs } from '../../tensor/ops/rounding.ts';
import { where } from '../../tensor/ops/select.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/**
 * weight · x, with 0 · ±∞ = 0: what has no weight does not count, be it impossible. (The limit of t·log t at 0.)
 *
 * The infinite x is replaced *before* it is multiplied, so that gradients do not meet 0 · ∞ either.
 */
export const weighted = (weight: Tensor, x: Tensor): Tensor => {
  const uncounted = logicalAnd(eq(weight, 0), eq(abs(x), Number.POSITIVE_INFINITY));
  return mul(weight, where(uncounted, 0, x));
};
