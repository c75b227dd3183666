import { demand } from '../../tensor/error.ts';
import { mapTree } from '../../tensor/map-tree.ts';
import { div, mul } from '../../tensor/ops/arithmetic.ts';
import { le, lt } from '../../tensor/ops/comparison.ts';
import { where } from '../../tensor/ops/select.ts';
import { globalNorm } from './global-norm.ts';
import { type AnyOptimiser, type NoState, stateless } from './optimiser.ts';

/**
 * Shortens gradients whose {@link globalNorm} is above `max` to that norm; their direction stays, and shorter ones are not
 * touched. Gradients that are not finite give NaN throughout, never zeros.
 *
 * Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1, over all
 * parameters together.
 *
 * @throws TensorError when `max` is not a number > 0 (in f32).
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { clipByGlobalNorm } from 'thwc/train';
 * const grads = { weight: tensor([3, 0]), bias: tensor([4]) };
 * const [, { weight }] = clipByGlobalNorm(1).update([], grads, { params: grads, rate: scalar(1) });
 * const shorter = weight; // [0.6, 0]
 * ```
 */
export const clipByGlobalNorm = (max: number): AnyOptimiser<NoState> => {
  const sound = Math.fround(max) > 0 && Number.isFinite(Math.fround(max));
  demand(sound, 'clipByGlobalNorm', `max must be a number > 0, got ${max}`);
  return stateless('clipByGlobalNorm', (grads) => {
    const norm = globalNorm(grads);
    const short = le(norm, max);
    // First divided, then multiplied: max / norm may be too small for f32, and all updates would be 0.
    const by = where(short, 1, where(lt(norm, Number.POSITIVE_INFINITY), norm, Number.NaN));
    const to = where(short, 1, max);
    return mapTree(([g]) => mul(div(g, by), to), grads);
  });
};
