import type { Shape } from '../../shape-types/dim.ts';
import { sameShape } from '../../tensor/aval.ts';
import * as build from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import { add, mul } from '../../tensor/ops/arithmetic.ts';
import { ge, lt } from '../../tensor/ops/comparison.ts';
import { full, zeros } from '../../tensor/ops/constants.ts';
import { demandIndices } from '../../tensor/ops/indices.ts';
import { logicalAnd } from '../../tensor/ops/logic.ts';
import { reshape } from '../../tensor/ops/reshape.ts';
import { where } from '../../tensor/ops/select.ts';
import { scatterAdd } from '../../tensor/ops/take.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Alike } from '../losses/shapes.ts';

/** More classes have no numbers for all pairs of them in 32 bits. */
const most = 46_340;

/**
 * How often each true class (rows) was taken for each class (columns): i32 `[classes, classes]`. Matrices of batches add up.
 *
 * Pairs with a label or prediction outside 0 … classes−1 are in no cell, so that the matrix then sums to less than the number
 * of pairs; where labels or predictions are constant they throw.
 *
 * @param labels the true classes, i32 of any shape
 * @param predictions what they were taken for, of the same shape
 * @throws TensorError when the shapes differ, a constant is out of range, or `classes` is not a whole number from 1 to 46,340.
 * @example
 * ```ts
 * import { argmax, tensor } from 'thwc';
 * import { confusionMatrix } from 'thwc/train';
 * const logits = tensor([[2, 1], [2, 1], [1, 2]]);
 * const counts = confusionMatrix(tensor([0, 1, 1], 'i32'), argmax(logits, { axis: 1 }), 2); // [[1, 0], [1, 1]]
 * ```
 */
export function confusionMatrix<A extends Shape, B extends Shape, Classes extends number>(
  labels: Tensor<A, 'i32'>,
  predictions: Tensor<B, 'i32'> & Alike<A, B, 'confusionMatrix'>,
  classes: Classes,
): Tensor<[Classes, Classes], 'i32'>;
export function confusionMatrix(
  labels: Tensor<Shape, 'i32'>,
  predictions: Tensor<Shape, 'i32'>,
  classes: number,
): Tensor<Shape, 'i32'> {
  const op = 'confusionMatrix';
  const sound = Number.isSafeInteger(classes) && classes >= 1 && classes <= most;
  demand(sound, op, `classes must be a whole number from 1 to ${most}, got ${classes}`);
  demandIndices(op, labels, classes);
  demandIndices(op, predictions, classes);
  demand(sameShape(labels.shape, predictions.shape), op, 'the shapes differ', [labels, predictions]);
  const known = (x: Tensor<Shape, 'i32'>) => logicalAnd(ge(x, 0), lt(x, classes));
  const cell = add(mul(labels, classes), predictions);
  // Past the last cell, where scatterAdd drops it: not in the row of another class.
  const own = where(logicalAnd(known(labels), known(predictions)), cell, classes ** 2);
  const counts = scatterAdd(
    zeros([classes ** 2], 'i32'),
    reshape(own, [-1]),
    full([build.elements(labels)], 1, 'i32'),
    0,
  );
  return reshape(counts, [classes, classes]);
}
