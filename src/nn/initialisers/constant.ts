/**
 * Parameters that begin as one number.
 */
import { full } from '../../tensor/ops/constants.ts';
import type { Initialiser } from './initialiser.ts';

/**
 * Every parameter `x`.
 *
 * @example
 * ```ts
 * import { dense, initialisers } from 'thwc/nn';
 * const layer = dense(10, { bias: initialisers.constant(0.1) });
 * ```
 */
export const constant =
  (x: number): Initialiser =>
  (_, shape) =>
    full(shape, x);

/** Every parameter 0. */
export const zeros: Initialiser = constant(0);

/** Every parameter 1. */
export const ones: Initialiser = constant(1);
