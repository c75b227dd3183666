import { sizeOf } from '../../tensor/aval.ts';
import { reshapeTo } from '../../tensor/build.ts';
import { add, div, mul, sub } from '../../tensor/ops/arithmetic.ts';
import { eq } from '../../tensor/ops/comparison.ts';
import { arange, zeros } from '../../tensor/ops/constants.ts';
import { matmul } from '../../tensor/ops/contraction.ts';
import { transpose } from '../../tensor/ops/permute.ts';
import { normal } from '../../tensor/ops/random.ts';
import { expandDims } from '../../tensor/ops/reshape.ts';
import { cast } from '../../tensor/ops/select.ts';
import { shapedLike } from '../../tensor/ops/shaped-like.ts';
import { norm } from '../../tensor/ops/statistics.ts';
import { scan } from '../../tensor/scan.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { sizesOf } from '../../tensor/values.ts';
import type { Initialiser } from './initialiser.ts';

/** The scale of `orthogonal`. */
export interface OrthogonalOptions {
  /** What the matrix is multiplied with; default 1. */
  readonly gain?: number;
}

type Matrix = Tensor<[number, number]>;
type Vector = Tensor<[number]>;

/** v without its parts along the rows of q, which are orthonormal or 0. */
const without = (v: Vector, q: Matrix): Vector => sub(v, matmul(matmul(q, v), q));

/** Gram–Schmidt on the rows. Each is projected twice: once is not enough against rounding (Giraud et al., 2005). */
const orthonormalRows = (rows: Matrix): Matrix => {
  const [count, width] = rows.shape;
  const step = (q: Matrix, [row, i]: readonly [Vector, Tensor<[], 'i32'>]) => {
    const v = without(without(row, q), q);
    const isRow = expandDims(cast(eq(arange(count), i), 'f32'), 1);
    return [add(q, mul(isRow, div(v, norm(v)))), []] as const;
  };
  return scan(step, zeros([count, width]), [rows, arange(count)] as const)[0];
};

/**
 * A random matrix whose rows (or columns, if there are fewer) are orthonormal: it keeps the length of what it is
 * multiplied with. All axes but the last count as one.
 *
 * Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks" (2014).
 *
 * @example
 * ```ts
 * import { dense, initialisers } from 'thwc/nn';
 * const layer = dense(64, { weight: initialisers.orthogonal() });
 * ```
 */
export const orthogonal =
  ({ gain = 1 }: OrthogonalOptions = {}): Initialiser =>
  (key, shape) => {
    const sizes = sizesOf(shape);
    const columns = sizes.at(-1) ?? 1;
    const rows = sizeOf(sizes.slice(0, -1));
    const [few, many] = rows < columns ? [rows, columns] : [columns, rows];
    const q = orthonormalRows(normal(key, [few, many]));
    return shapedLike(reshapeTo(mul(rows < columns ? q : transpose(q), gain), sizes), zeros(shape));
  };
