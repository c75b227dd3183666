/**
 * Cross-entropy: how many nats a prediction falls short of the truth.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import { demand } from '../../tensor/error.ts';
import { add, mul } from '../../tensor/ops/arithmetic.ts';
import { mean, sum } from '../../tensor/ops/reduction.ts';
import { neg } from '../../tensor/ops/rounding.ts';
import { logSoftmax } from '../../tensor/ops/softmax.ts';
import { gather } from '../../tensor/ops/take.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { demandAlike, demandLabels } from './demand.ts';
import { type LossOptions, reduced } from './reduction.ts';
import type { LabelsShape, Loss, RowsShape } from './shapes.ts';
import { weighted } from './weighted.ts';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions extends LossOptions {
  /** ε, the share of the target that is spread evenly over all classes, from 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
}

/**
 * The cross-entropy of logits `[…B, C]` with the numbers of the true classes `[…B]`, in nats:
 * −log softmax(logits)[label], computed without overflow.
 *
 * With `labelSmoothing` ε the target is 1 − ε on the label and ε/C on every class: (1−ε)·(−log p[label]) + ε·mean(−log p).
 * Szegedy, Vanhoucke, Ioffe, Shlens, Wojna, "Rethinking the Inception architecture for computer vision" (2016), §7.
 *
 * A label outside 0 … C−1 throws where the labels are constant, and makes the loss NaN otherwise: it is never left out
 * silently. A logit of −∞ is an impossible class; as the label it makes the loss ∞, and under label smoothing always.
 *
 * @throws TensorError when shapes do not fit, a constant label is out of range, or ε is not in [0, 1].
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { crossEntropy } from 'thwc/train';
 * const logits = tensor([[2, 0, 0], [0, 0, 0]]);
 * const labels = tensor([0, 2], 'i32');
 * const loss = crossEntropy(logits, labels); // Tensor<[]>: 0.6691
 * const each = crossEntropy(logits, labels, { labelSmoothing: 0.1, reduction: 'none' }); // Tensor<[2]>: [0.3729, 1.0986]
 * ```
 */
export function crossEntropy<
  Logits extends Shape,
  Labels extends Shape,
  const O extends CrossEntropyOptions = NoOptions,
>(
  logits: Tensor<Logits>,
  labels: Tensor<Labels, 'i32'> & Check<LabelsShape<Logits, Labels, 'crossEntropy'>>,
  options?: O & OnlyKeys<O, CrossEntropyOptions>,
): Loss<LabelsShape<Logits, Labels, 'crossEntropy'>, O>;
export function crossEntropy(
  logits: Tensor,
  labels: Tensor<Shape, 'i32'>,
  { labelSmoothing = 0, reduction = 'mean' }: CrossEntropyOptions = {},
): Tensor {
  demandLabels('crossEntropy', logits, labels);
  demand(
    labelSmoothing >= 0 && labelSmoothing <= 1,
    'crossEntropy',
    `labelSmoothing must be in [0, 1], got ${labelSmoothing}`,
  );
  const logs = logSoftmax(logits);
  const ofLabel = neg(gather(logs, labels, -1, labels.shape.length));
  if (labelSmoothing === 0) return reduced(ofLabel, reduction);
  const ofAll = neg(mean(logs, { axes: -1 }));
  return reduced(add(mul(ofLabel, 1 - labelSmoothing), mul(ofAll, labelSmoothing)), reduction);
}

/**
 * The cross-entropy of logits `[…B, C]` with distributions over the classes, of the same shape, in nats:
 * −Σ targets · log softmax(logits). That targets are ≥ 0 and sum to 1 is not checked.
 *
 * Classes with target 0 do not count, even where their logit is −∞.
 *
 * @throws TensorError when the shapes differ or have no axis.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { softCrossEntropy } from 'thwc/train';
 * const loss = softCrossEntropy(tensor([[2, 0, 0]]), tensor([[0.5, 0.5, 0]])); // 1.2395
 * ```
 */
export function softCrossEntropy<
  Logits extends Shape,
  Targets extends Shape,
  const O extends LossOptions = NoOptions,
>(
  logits: Tensor<Logits>,
  targets: Tensor<Targets> & Check<RowsShape<Logits, Targets, 'softCrossEntropy'>>,
  options?: O & OnlyKeys<O, LossOptions>,
): Loss<RowsShape<Logits, Targets, 'softCrossEntropy'>, O>;
export function softCrossEntropy(
  logits: Tensor,
  targets: Tensor,
  { reduction = 'mean' }: LossOptions = {},
): Tensor {
  const op = 'softCrossEntropy';
  demand(logits.shape.length > 0, op, 'the logits have no axis of classes', [logits]);
  demandAlike(op, logits, targets);
  return reduced(neg(sum(weighted(targets, logSoftmax(logits)), { axes: -1 })), reduction);
}
