/**
 * How many rows of logits have their label among the best.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, CheckFor } from '../../shape-types/error.ts';
import * as build from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import { div } from '../../tensor/ops/arithmetic.ts';
import { eq, gt, lt } from '../../tensor/ops/comparison.ts';
import { iota } from '../../tensor/ops/constants.ts';
import { logicalAnd, logicalOr } from '../../tensor/ops/logic.ts';
import { sum } from '../../tensor/ops/reduction.ts';
import { expandDims } from '../../tensor/ops/reshape.ts';
import { cast } from '../../tensor/ops/select.ts';
import type { TopKShape } from '../../tensor/ops/sort.ts';
import { gather } from '../../tensor/ops/take.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { demandLabels } from '../losses/demand.ts';
import type { LabelsShape } from '../losses/shapes.ts';

/** Which rows have their label among the k largest logits. */
const hits = (logits: Tensor, labels: Tensor<Shape, 'i32'>, k: number): Tensor<Shape, 'bool'> => {
  const last = logits.shape.length - 1;
  const own = gather(logits, labels, -1, last);
  const [ofLabel, label] = [expandDims(own, -1), expandDims(labels, -1)];
  // Nothing is sorted: the label's place is the number of logits that come before its own.
  const earlier = lt(iota(logits.shape, last), label);
  const before = logicalOr(gt(logits, ofLabel), logicalAnd(eq(logits, ofLabel), earlier));
  const place = sum(cast(before, 'i32'), { axes: -1 });
  return logicalAnd(lt(place, k), eq(own, own));
};

/**
 * In how many rows of logits `[…B, C]` the label `[…B]` is among the k largest: a count, so that batches add up.
 *
 * Ties go to the earlier class, as in `topK` and `argmax`, so exactly k classes are among the k. A label whose logit is NaN is
 * never among them, nor is one outside 0 … C−1 (which throws where the labels are constant).
 *
 * @throws TensorError when shapes do not fit, a constant label is out of range, or k is not a whole number from 0 to C.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { topKHits } from 'thwc/train';
 * const logits = tensor([[3, 2, 1], [3, 2, 1], [1, 1, 1]]);
 * const labels = tensor([1, 2, 0], 'i32');
 * const first = topKHits(logits, labels, 1); // Tensor<[], 'i32'>: 1
 * const firstTwo = topKHits(logits, labels, 2); // 2
 * ```
 */
export function topKHits<Logits extends Shape, Labels extends Shape, K extends number>(
  logits: Tensor<Logits>,
  labels: Tensor<Labels, 'i32'> & Check<LabelsShape<Logits, Labels, 'topKHits'>>,
  k: K & CheckFor<TopKShape<Logits, K, -1>, 'topK: k is not from 0 to the size of the axis'>,
): Tensor<[], 'i32'>;
export function topKHits(logits: Tensor, labels: Tensor<Shape, 'i32'>, k: number): Tensor<[], 'i32'> {
  demandLabels('topKHits', logits, labels);
  const classes = logits.shape.at(-1) ?? 0;
  const sound = Number.isSafeInteger(k) && k >= 0 && k <= classes;
  demand(sound, 'topKHits', `takes k from 0 to ${classes}, got ${k}`, [logits]);
  return sum(cast(hits(logits, labels, k), 'i32'));
}

/**
 * The share of the rows of logits `[…B, C]` whose largest logit is that of the label `[…B]`, from 0 to 1; of no rows NaN.
 * For batches of different sizes add up {@link topKHits} instead, whose rules hold here too.
 *
 * @throws TensorError when shapes do not fit or a constant label is out of range.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { accuracy } from 'thwc/train';
 * const share = accuracy(tensor([[3, 2], [2, 3]]), tensor([0, 0], 'i32')); // Tensor<[]>: 0.5
 * ```
 */
export function accuracy<Logits extends Shape, Labels extends Shape>(
  logits: Tensor<Logits>,
  labels: Tensor<Labels, 'i32'> & Check<LabelsShape<Logits, Labels, 'accuracy'>>,
): Tensor<[]>;
export function accuracy(logits: Tensor, labels: Tensor<Shape, 'i32'>): Tensor<[]> {
  demandLabels('accuracy', logits, labels);
  return div(cast(sum(cast(hits(logits, labels, 1), 'i32')), 'f32'), build.elements(labels));
}
