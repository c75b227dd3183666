import { mapTree } from '../../tensor/map-tree.ts';
import { mul } from '../../tensor/ops/arithmetic.ts';
import { neg } from '../../tensor/ops/rounding.ts';
import { type AnyOptimiser, type NoState, stateless } from './optimiser.ts';

/**
 * Multiplies by −rate: the last part of a descent, which makes a step downhill of a direction uphill.
 *
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { scaleByRate } from 'thwc/train';
 * const x = tensor([1, -2]);
 * const [, updates] = scaleByRate().update([], x, { params: x, rate: scalar(0.5) });
 * const step = updates; // [-0.5, 1]
 * ```
 */
export const scaleByRate = (): AnyOptimiser<NoState> =>
  stateless('scaleByRate', (updates, { rate }) => mapTree(([g]) => mul(g, neg(rate)), updates));
