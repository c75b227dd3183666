/**
 * Products summed over axes.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { MatmulShape } from '../../shape-types/matmul.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { contract, dropLabels, type Labelled, orderAs, sizeAt } from './labelled.ts';
import type { DotShape, TensordotAxes, TensordotShape } from './shapes.ts';

const demandNumbers = (op: string, a: AnyTensor, b: AnyTensor): void => {
  demand(a.dtype === 'f32' && b.dtype === 'f32', op, 'takes f32', [a, b]);
};

/** Labels for batch axes, counted from the last so that two operands' labels are aligned at the end. */
const batchLabels = (count: number): string[] => build.range(count).map((i) => `batch ${count - 1 - i}`);

/**
 * The matrix product `[…, m, k] · […, k, n] → […, m, n]`; leading axes broadcast. A vector stands for a row on the left and
 * for a column on the right, as in NumPy.
 *
 * @throws TensorError when the inner dimensions differ, or the leading axes do not broadcast.
 *
 * @example
 * ```ts
 * import { matmul, zeros } from 'thwc';
 * const y = matmul(zeros([32, 7, 512]), zeros([512, 64])); // Tensor<[32, 7, 64]>
 * ```
 */
export function matmul<A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Tensor<B> & Check<MatmulShape<A, B>>,
): Result<MatmulShape<A, B>>;
export function matmul(a: AnyTensor, b: AnyTensor): AnyTensor {
  demandNumbers('matmul', a, b);
  demand(a.shape.length > 0 && b.shape.length > 0, 'matmul', 'takes at least one axis on each side', [a, b]);
  const rows = a.shape.length > 1 ? ['row'] : [];
  const columns = b.shape.length > 1 ? ['column'] : [];
  const left: Labelled = {
    x: a,
    labels: [...batchLabels(a.shape.length - rows.length - 1), ...rows, 'inner'],
  };
  const right: Labelled = {
    x: b,
    labels: [...batchLabels(b.shape.length - columns.length - 1), 'inner', ...columns],
  };
  const [m, n] = [sizeAt(left, 'inner'), sizeAt(right, 'inner')];
  demand(m === n, 'matmul', 'inner dimensions differ', [a, b], `${m} = ${n}`);
  return broadcastProduct('matmul', left, right, [...rows, ...columns]);
}

/** The product summed over `inner`; the batch axes broadcast and stand in front of `last`. */
const broadcastProduct = (op: string, a: Labelled, b: Labelled, last: readonly string[]): AnyTensor => {
  const isBatch = (label: string) => label.startsWith('batch');
  const batch = [a, b]
    .map(({ labels }) => labels.filter(isBatch))
    .reduce((x, y) => (x.length < y.length ? y : x));
  const stretches = (one: Labelled, other: Labelled) => (label: string) =>
    isBatch(label) && other.labels.includes(label) && sizeAt(one, label) === 1 && sizeAt(other, label) !== 1;
  // What stretches over the other's axis is left out: the other's axis is then free, and nothing is copied.
  const [left, right] = [dropLabels(a, stretches(a, b)), dropLabels(b, stretches(b, a))];
  for (const label of batch) {
    const [m, n] = [sizeAt(left, label), sizeAt(right, label)];
    const fit = !left.labels.includes(label) || !right.labels.includes(label) || m === n;
    demand(fit, op, `batch sizes ${m} and ${n} do not broadcast`, [a.x, b.x]);
  }
  const labels = [...batch, ...last];
  return orderAs(contract(left, right, new Set(labels)), labels);
};

/**
 * The inner product over the last axis of both, `[…, n] · […, n] → […]`; leading axes broadcast.
 *
 * @throws TensorError when the last dimensions differ, or the leading axes do not broadcast.
 *
 * @example
 * ```ts
 * import { dot, tensor } from 'thwc';
 * const lengths = dot(tensor([[3, 4], [0, 1]]), tensor([1, 1])); // [7, 1]: Tensor<[2]>
 * ```
 */
export function dot<A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Tensor<B> & Check<DotShape<A, B>>,
): Result<DotShape<A, B>>;
export function dot(a: AnyTensor, b: AnyTensor): AnyTensor {
  demandNumbers('dot', a, b);
  demand(a.shape.length > 0 && b.shape.length > 0, 'dot', 'takes at least one axis on each side', [a, b]);
  const left: Labelled = { x: a, labels: [...batchLabels(a.shape.length - 1), 'inner'] };
  const right: Labelled = { x: b, labels: [...batchLabels(b.shape.length - 1), 'inner'] };
  const [m, n] = [sizeAt(left, 'inner'), sizeAt(right, 'inner')];
  demand(m === n, 'dot', 'last dimensions differ', [a, b], `${m} = ${n}`);
  return broadcastProduct('dot', left, right, []);
}

/**
 * The product summed over pairs of axes: the last `axes` of a against the first of b, or the ones listed for each. The
 * result has the other axes of a, then those of b.
 *
 * @throws TensorError when the sizes of a pair differ, or an axis is out of range or named twice.
 *
 * @example
 * ```ts
 * import { tensordot, zeros } from 'thwc';
 * const x = tensordot(zeros([2, 3, 4]), zeros([3, 4, 5]), 2); // Tensor<[2, 5]>
 * const y = tensordot(zeros([2, 3, 4]), zeros([5, 3]), [[1], [1]]); // Tensor<[2, 4, 5]>
 * ```
 */
export function tensordot<A extends Shape, B extends Shape, const P extends TensordotAxes>(
  a: Tensor<A>,
  b: Tensor<B>,
  axes: P & Check<TensordotShape<A, B, P>>,
): Result<TensordotShape<A, B, P>>;
export function tensordot(a: AnyTensor, b: AnyTensor, axes: TensordotAxes): AnyTensor {
  demandNumbers('tensordot', a, b);
  const [ofA, ofB] = typeof axes === 'number' ? innermost(a, axes) : axes;
  demand(ofA.length === ofB.length, 'tensordot', `${ofA.length} axes against ${ofB.length}`, [a, b]);
  const aAxes = ofA.map((axis) => build.normalAxis('tensordot', axis, a));
  const bAxes = ofB.map((axis) => build.normalAxis('tensordot', axis, b));
  const twice = new Set(aAxes).size < aAxes.length || new Set(bAxes).size < bAxes.length;
  demand(!twice, 'tensordot', 'names an axis twice', [a, b]);
  aAxes.forEach((axis, i) => {
    const [m, n] = [a.shape[axis], b.shape[bAxes[i] ?? -1]];
    demand(m === n, 'tensordot', 'contracted sizes differ', [a, b], `${m} = ${n}`);
  });
  const label = (side: string, pairs: readonly number[]) => (_: unknown, axis: number) =>
    pairs.includes(axis) ? `pair ${pairs.indexOf(axis)}` : `${side} ${axis}`;
  const left = { x: a, labels: a.shape.map(label('a', aAxes)) };
  const right = { x: b, labels: b.shape.map(label('b', bAxes)) };
  const free = [...left.labels, ...right.labels].filter((name) => !name.startsWith('pair'));
  return contract(left, right, new Set(free)).x;
}

/** The last `count` axes of a against the first of b. */
const innermost = (a: AnyTensor, count: number): readonly [number[], number[]] => {
  demand(
    Number.isSafeInteger(count) && count >= 0,
    'tensordot',
    `takes a whole number of axes ≥ 0, got ${count}`,
  );
  return [build.range(count).map((i) => a.shape.length - count + i), build.range(count)];
};
