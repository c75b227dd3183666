import { mean, sum } from '../../tensor/ops/reduction.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** What becomes of the terms of a loss: their mean, their sum, or nothing. */
export type Reduction = 'mean' | 'sum' | 'none';

/** Options of every loss. */
export interface LossOptions {
  /** Default `'mean'`, over all terms; of no terms it is NaN. */
  readonly reduction?: Reduction;
}

/** The terms of a loss as one number, or as they are. */
export const reduced = (terms: Tensor, reduction: Reduction): Tensor => {
  const reductions: { readonly [R in Reduction]: () => Tensor } = {
    mean: () => mean(terms),
    sum: () => sum(terms),
    none: () => terms,
  };
  return reductions[reduction]();
};
