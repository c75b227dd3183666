import type { Shape } from '../../shape-types/dim.ts';
import type { OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import { add, sub } from '../../tensor/ops/arithmetic.ts';
import { gt } from '../../tensor/ops/comparison.ts';
import { exp, log1p } from '../../tensor/ops/exponential.ts';
import { neg } from '../../tensor/ops/rounding.ts';
import { where } from '../../tensor/ops/select.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { demandAlike } from './demand.ts';
import { type LossOptions, reduced } from './reduction.ts';
import type { Alike, ElementsShape, Loss } from './shapes.ts';
import { weighted } from './weighted.ts';

/**
 * The cross-entropy of independent yes-or-no questions, in nats, from logits x and targets t (the probability of yes, in
 * [0, 1], not checked) of the same shape: −t·log σ(x) − (1−t)·log(1−σ(x)), without overflow or cancellation.
 *
 * @throws TensorError when the shapes differ.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { binaryCrossEntropy } from 'thwc/train';
 * const loss = binaryCrossEntropy(tensor([0, 100, -100]), tensor([1, 1, 1]), { reduction: 'none' }); // [0.6931, 0, 100]
 * ```
 */
export function binaryCrossEntropy<
  Logits extends Shape,
  Targets extends Shape,
  const O extends LossOptions = NoOptions,
>(
  logits: Tensor<Logits>,
  targets: Tensor<Targets> & Alike<Logits, Targets, 'binaryCrossEntropy'>,
  options?: O & OnlyKeys<O, LossOptions>,
): Loss<ElementsShape<Logits, Targets, 'binaryCrossEntropy'>, O>;
export function binaryCrossEntropy(
  logits: Tensor,
  targets: Tensor,
  { reduction = 'mean' }: LossOptions = {},
): Tensor {
  demandAlike('binaryCrossEntropy', logits, targets);
  const positive = gt(logits, 0);
  // What |x| costs: for x > 0 the probability of no, else that of yes. Written so that the derivative at 0 is ½ − t.
  const linear = weighted(where(positive, sub(1, targets), neg(targets)), logits);
  const rest = log1p(exp(where(positive, neg(logits), logits)));
  return reduced(add(linear, rest), reduction);
}
