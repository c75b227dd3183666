import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { add, div, mul } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/contraction.ts';
import { sqrt } from '../../tensor/ops/exponential.ts';
import { transpose } from '../../tensor/ops/permute.ts';
import { sum } from '../../tensor/ops/reduction.ts';
import { reshape } from '../../tensor/ops/reshape.ts';
import { square } from '../../tensor/ops/rounding.ts';
import { shapedLike } from '../../tensor/ops/shaped-like.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { type AnyOptimiser, type NoState, stateless } from './optimiser.ts';

type Matrix = Tensor<[number, number]>;

/** x ← a·x + b·x³ + c·x⁵ takes singular values from about 0.01 to 1 near 1 in five steps, and not further (Jordan et al. 2024). */
const [a, b, c] = [3.4445, -4.775, 2.0315];
const iterations = 5;

/** The root mean square of the updates, about that of Adam's (Liu et al. 2025, §2.2). */
const size = 0.2;

/** Far below any norm that f32 tells from 0: a gradient of 0 stays 0. */
const tiny = 1e-30;

/** UVᵀ of a matrix USVᵀ, nearly: its singular values become about 1. */
const nearlyOrthogonal = (matrix: Matrix): Matrix => {
  const [rows, columns] = matrix.shape;
  // The products are of the smaller side.
  const wide: Matrix = rows > columns ? transpose(matrix) : matrix;
  let x: Matrix = div(wide, add(sqrt(sum(square(wide))), tiny));
  for (let i = 0; i < iterations; i++) {
    const gram: Matrix = matmul(x, transpose(x));
    const factor: Matrix = add(mul(gram, b), mul(matmul(gram, gram), c));
    x = add(mul(x, a), matmul(factor, x));
  }
  return rows > columns ? transpose(x) : x;
};

const orthogonalized = (update: Tensor): Tensor => {
  const { shape } = update;
  const columns = shape.at(-1) ?? 0;
  const rows = shape.slice(0, -1).reduce((product, n) => product * n, 1);
  if (shape.length < 2 || rows * columns === 0) return update;
  const matrix: Matrix = reshape(update, [rows, columns]);
  return reshape(mul(nearlyOrthogonal(matrix), size * Math.sqrt(Math.max(rows, columns))), shape);
};

/**
 * Makes the singular values of each update alike, so that a step moves as far along the directions that gradients show seldom as along
 * those that they show all the time: five Newton–Schulz iterations from G / ‖G‖, and the result, some 0.7 to 1.2 times an orthogonal
 * matrix, times 0.2·√max(rows, columns), by which its entries are about as large as Adam's updates.
 *
 * Tensors of a rank above 2, such as the filters of convolutions, are taken as matrices of the last axis by all others. What has fewer
 * axes stays as it is. f32 has no square of an entry beyond 1.8e19: put `clipByGlobalNorm` before it.
 *
 * Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024); Liu et al., "Muon is scalable for LLM training"
 * (2025), eq. 4.
 *
 * @throws TensorError when an update is not f32
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { orthogonalize } from 'thwc/train';
 * const grads = { weight: tensor([[30, 0], [0, 10]]), bias: tensor([3]) };
 * const [, { weight, bias }] = orthogonalize().update([], grads, { params: grads, rate: scalar(1) });
 * const alike = weight; // [[0.213, 0], [0, 0.3207]]
 * const asItWas = bias; // [3]
 * ```
 */
export const orthogonalize = (): AnyOptimiser<NoState> =>
  stateless('orthogonalize', (updates) =>
    mapNamedTrees(
      { op: 'orthogonalize', names: ['the updates'] },
      ([g]) => shapedLike(orthogonalized(g), g),
      updates,
    ),
  );
