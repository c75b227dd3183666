import { demand } from '../../tensor/error.ts';
import { add, div, maximum, mul } from '../../tensor/ops/arithmetic.ts';
import { gt, lt } from '../../tensor/ops/comparison.ts';
import { scalar } from '../../tensor/ops/constants.ts';
import { sqrt } from '../../tensor/ops/exponential.ts';
import { logicalAnd } from '../../tensor/ops/logic.ts';
import { max, sum } from '../../tensor/ops/reduction.ts';
import { abs, square } from '../../tensor/ops/rounding.ts';
import { cast, where } from '../../tensor/ops/select.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { flattenTensors } from '../../tensor/tree.ts';

/**
 * The Euclidean norm of all numbers of a tree of f32 tensors together; of nothing 0. NaN if one is, ∞ if one is infinite.
 *
 * The squares are of numbers divided by the largest, so that they neither overflow (beyond 1.8e19 they would, in f32) nor
 * vanish.
 *
 * @throws TensorError when the tree holds something else.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { globalNorm } from 'thwc/train';
 * const norm = globalNorm({ weight: tensor([[3, 0]]), bias: tensor([4]) }); // 5
 * ```
 */
export const globalNorm = (tree: unknown): Tensor<[]> => {
  const { leaves, paths } = flattenTensors(tree, 'the tree of globalNorm');
  const numbers = leaves.map((x, i) => {
    demand(x.dtype === 'f32', 'globalNorm', `takes a tree of f32, which ${paths[i]} is not`, [x]);
    return cast(x, 'f32');
  });
  const largest = numbers.reduce<Tensor<[]>>((m, x) => maximum(m, max(abs(x))), scalar(0));
  const unit = where(logicalAnd(gt(largest, 0), lt(largest, Number.POSITIVE_INFINITY)), largest, 1);
  const squares = numbers.reduce<Tensor<[]>>((s, x) => add(s, sum(square(div(x, unit)))), scalar(0));
  return mul(sqrt(squares), unit);
};
