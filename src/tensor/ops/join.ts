/**
 * Many tensors as one, and one as many.
 */
import type { ConcatShape, StackShape } from '../../shape-types/concat.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, CheckBut, CheckFor } from '../../shape-types/error.ts';
import type { SplitShape } from '../../shape-types/split.ts';
import { apply } from '../apply.ts';
import { sameShape } from '../aval.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { TileShape } from './shapes.ts';
import type { DTypeOf, OneDType, Results, ShapesOf } from './tensors.ts';

const demandSame = (op: string, xs: readonly AnyTensor[], free: number | null): void => {
  const [first] = xs;
  const rest = (x: AnyTensor) => (free === null ? x.shape : x.shape.toSpliced(free, 1));
  for (const x of xs) {
    if (first === undefined) return;
    demand(x.dtype === first.dtype, op, 'dtypes differ', [first, x]);
    const fits = x.shape.length === first.shape.length && sameShape(rest(x), rest(first));
    demand(fits, op, free === null ? 'shapes differ' : `shapes differ off axis ${free}`, [first, x]);
  }
};

/**
 * Joins tensors along an axis; all other axes must agree.
 *
 * @throws TensorError when there is nothing to join, the axis is out of range, or the other axes differ.
 *
 * @example
 * ```ts
 * import { concat, zeros } from 'thwc';
 * const y = concat([zeros([32, 3, 8]), zeros([32, 4, 8])], 1); // Tensor<[32, 7, 8]>
 * ```
 */
export function concat<const L extends readonly AnyTensor[], Axis extends number>(
  tensors: L & CheckBut<ConcatShape<ShapesOf<L>, Axis>, 'concat: axis out of range'> & OneDType<L, 'concat'>,
  axis: Axis & CheckFor<ConcatShape<ShapesOf<L>, Axis>, 'concat: axis out of range'>,
): Result<ConcatShape<ShapesOf<L>, Axis>, DTypeOf<L>>;
export function concat(xs: readonly AnyTensor[], axis: number): AnyTensor {
  const [first] = xs;
  demand(first !== undefined, 'concat', 'nothing to join');
  const at = build.normalAxis('concat', axis, first);
  demandSame('concat', xs, at);
  return xs.length === 1 ? first : apply('concat', { axis: at }, xs);
}

/**
 * Stacks tensors of one shape along a new axis, which stands at `axis` of the result (default: the first).
 *
 * @throws TensorError when there is nothing to stack, the axis is out of range, or the shapes differ.
 *
 * @example
 * ```ts
 * import { stack, tensor } from 'thwc';
 * const y = stack([tensor([1, 2]), tensor([3, 4]), tensor([5, 6])]); // Tensor<[3, 2]>
 * ```
 */
export function stack<const L extends readonly AnyTensor[], Axis extends number = 0>(
  tensors: L & CheckBut<StackShape<ShapesOf<L>, Axis>, 'stack: axis out of range'> & OneDType<L, 'stack'>,
  axis?: Axis & CheckFor<StackShape<ShapesOf<L>, Axis>, 'stack: axis out of range'>,
): Result<StackShape<ShapesOf<L>, Axis>, DTypeOf<L>>;
export function stack(xs: readonly AnyTensor[], axis = 0): AnyTensor {
  const [first] = xs;
  demand(first !== undefined, 'stack', 'nothing to stack');
  const at = build.normalAxis('stack', axis, first, first.shape.length + 1);
  demandSame('stack', xs, null);
  const rows = xs.map((x) => build.reshapeTo(x, x.shape.toSpliced(at, 0, 1)));
  return apply('concat', { axis: at }, rows);
}

/**
 * Cuts an axis into equal parts, or into parts of the sizes given.
 *
 * @throws TensorError when the axis is out of range, not divisible, or the sizes do not add up to it.
 *
 * @example
 * ```ts
 * import { split, zeros } from 'thwc';
 * const [left, right] = split(zeros([32, 12]), 2, 1); // Tensor<[32, 6]> each
 * const [head, tail] = split(zeros([32, 12]), [5, 7], 1); // Tensor<[32, 5]>, Tensor<[32, 7]>
 * ```
 */
export function split<
  S extends Shape,
  const Parts extends number | readonly number[],
  Axis extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  parts: Parts & CheckBut<SplitShape<S, Parts, Axis>, 'split: axis out of range'>,
  axis: Axis & CheckFor<SplitShape<S, Parts, Axis>, 'split: axis out of range'>,
): Results<SplitShape<S, Parts, Axis>, D>;
export function split(x: AnyTensor, parts: number | readonly number[], axis: number): readonly AnyTensor[] {
  const at = build.normalAxis('split', axis, x);
  const size = x.shape[at] ?? 0;
  const sizes = typeof parts === 'number' ? equalParts(x, size, parts) : parts;
  const total = sizes.reduce((sum, n) => sum + n, 0);
  const whole = sizes.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(
    whole && total === size,
    'split',
    `the sizes (${sizes.join(', ')}) do not add up to axis ${axis}`,
    [x],
    `${size}`,
  );
  const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
  return sizes.map((n, i) => build.sliceAxis(x, at, (ends[i] ?? 0) - n, ends[i] ?? 0));
}

const equalParts = (x: AnyTensor, size: number, parts: number): number[] => {
  demand(
    Number.isSafeInteger(parts) && parts >= 1,
    'split',
    `takes a whole number of parts ≥ 1, got ${parts}`,
  );
  demand(size % parts === 0, 'split', `an axis of ${size} is not divisible into ${parts} parts`, [x]);
  return new Array<number>(parts).fill(size / parts);
};

/**
 * x repeated `counts[i]` times along each axis i.
 *
 * @throws TensorError unless there is one whole number for each axis.
 *
 * @example
 * ```ts
 * import { tensor, tile } from 'thwc';
 * const y = tile(tensor([[1, 2]]), [2, 2]); // [[1, 2, 1, 2], [1, 2, 1, 2]]
 * ```
 */
export function tile<S extends Shape, const Counts extends readonly number[], D extends DType>(
  x: Tensor<S, D>,
  counts: Counts & Check<TileShape<S, Counts>>,
): Result<TileShape<S, Counts>, D>;
export function tile(x: AnyTensor, counts: readonly number[]): AnyTensor {
  const whole = counts.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(
    whole && counts.length === x.shape.length,
    'tile',
    `can not repeat (${counts.join(', ')}) times`,
    [x],
    'a whole number ≥ 0 for each axis',
  );
  // [2, 3] three and two times: [1, 2, 1, 3] → [3, 2, 2, 3] → [6, 6].
  const apart = build.reshapeTo(
    x,
    x.shape.flatMap((n) => [1, n]),
  );
  const repeated = build.broadcastTo(
    'tile',
    apart,
    x.shape.flatMap((n, i) => [counts[i] ?? 1, n]),
  );
  return build.reshapeTo(
    repeated,
    x.shape.map((n, i) => n * (counts[i] ?? 1)),
  );
}
