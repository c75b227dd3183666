/**
 * Parts of tensors that indices name.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, CheckBut, CheckFor } from '../../shape-types/error.ts';
import type {
  GatherShape,
  OneHotShape,
  ScatterAddShape,
  TakeAlongShape,
  TakeShape,
} from '../../shape-types/gather.ts';
import { apply } from '../apply.ts';
import { aval, sameShape } from '../aval.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Numeric } from './broadcasting.ts';
import { demandIndices } from './indices.ts';

/**
 * The slices of x along an axis that indices name: the shape of the indices takes the place of the axis.
 *
 * An index that is out of range throws where the indices are constant, and otherwise gives NaN (0 and false for i32 and
 * bool).
 *
 * @throws TensorError when the axis, or a constant index, is out of range.
 *
 * @example
 * ```ts
 * import { take, tensor, zeros } from 'thwc';
 * const rows = take(zeros([14, 256]), tensor([0, 0, 13], 'i32'), 0); // Tensor<[3, 256]>
 * ```
 */
export function take<S extends Shape, I extends Shape, Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'>,
  axis: Axis & Check<TakeShape<S, I, Axis>>,
): Result<TakeShape<S, I, Axis>, D>;
export function take(x: AnyTensor, indices: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('take', axis, x);
  demandIndices('take', indices, x.shape[at] ?? 0);
  return apply('gather', { axis: at, batch: 0 }, [x, indices]);
}

/**
 * The slices of x along an axis that indices name, with the first `batch` axes of x and of the indices in common: every
 * example of a batch has indices of its own. With `batch` 0 it is {@link take}; indices out of range as there.
 *
 * `x […B, …P, n, …R]`, indices `[…B, …I]` → `[…B, …P, …I, …R]`, where n is `axis`.
 *
 * @throws TensorError when the axis is out of range or among the batch axes, or batch sizes differ.
 *
 * @example
 * ```ts
 * import { gather, tensor } from 'thwc';
 * // From each row its own two elements.
 * const y = gather(tensor([[1, 2, 3], [4, 5, 6]]), tensor([[2, 0], [1, 1]], 'i32'), 1, 1); // [[3, 1], [5, 5]]
 * ```
 */
export function gather<
  S extends Shape,
  I extends Shape,
  Axis extends number,
  D extends DType,
  Batch extends number = 0,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'> & CheckBut<GatherShape<S, I, Axis, Batch>, 'gather: axis out of range'>,
  axis: Axis & CheckFor<GatherShape<S, I, Axis, Batch>, 'gather: axis out of range'>,
  batch?: Batch,
): Result<GatherShape<S, I, Axis, Batch>, D>;
export function gather(x: AnyTensor, indices: AnyTensor, axis: number, batch = 0): AnyTensor {
  const at = build.normalAxis('gather', axis, x);
  demandIndices('gather', indices, x.shape[at] ?? 0);
  return apply('gather', { axis: at, batch }, [x, indices]);
}

/**
 * One element of x along an axis for each index: the indices have the shape of x but for the size of the axis. What
 * `argsort` gives, `takeAlong` puts in order. Indices out of range as for {@link take}.
 *
 * @throws TensorError when the shapes differ off the axis, or the axis or a constant index is out of range.
 *
 * @example
 * ```ts
 * import { takeAlong, tensor } from 'thwc';
 * const y = takeAlong(tensor([[10, 20], [30, 40]]), tensor([[1], [0]], 'i32'), 1); // [[20], [30]]
 * ```
 */
export function takeAlong<S extends Shape, I extends Shape, Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'> & CheckBut<TakeAlongShape<S, I, Axis>, 'takeAlong: axis out of range'>,
  axis: Axis & CheckFor<TakeAlongShape<S, I, Axis>, 'takeAlong: axis out of range'>,
): Result<TakeAlongShape<S, I, Axis>, D>;
export function takeAlong(x: AnyTensor, indices: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('takeAlong', axis, x);
  demandIndices('takeAlong', indices, x.shape[at] ?? 0);
  const fits =
    indices.shape.length === x.shape.length &&
    sameShape(indices.shape.toSpliced(at, 1), x.shape.toSpliced(at, 1));
  demand(fits, 'takeAlong', `shapes differ off axis ${axis}`, [x, indices]);
  const last = x.shape.length - 1;
  const [from, where] = [build.moveAxis(x, at, last), build.moveAxis(indices, at, last)];
  return build.moveAxis(apply('gather', { axis: last, batch: last }, [from, where]), last, at);
}

/**
 * x with updates added to the slices that indices name, all of them where one is named twice: the counterpart of
 * {@link take}. An index that is out of range throws where the indices are constant, and otherwise its update is dropped.
 *
 * @throws TensorError when updates do not have the shape of what `take` would give, or the axis or a constant index is out
 * of range.
 *
 * @example
 * ```ts
 * import { scatterAdd, tensor, zeros } from 'thwc';
 * const y = scatterAdd(zeros([3]), tensor([2, 0, 2], 'i32'), tensor([1, 10, 100]), 0); // [10, 0, 101]
 * ```
 */
export function scatterAdd<
  S extends Shape,
  I extends Shape,
  U extends Shape,
  Axis extends number,
  D extends Numeric,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'>,
  updates: Tensor<U, NoInfer<D>> & CheckBut<ScatterAddShape<S, I, U, Axis>, 'scatterAdd: axis out of range'>,
  axis: Axis & CheckFor<ScatterAddShape<S, I, U, Axis>, 'scatterAdd: axis out of range'>,
): Result<ScatterAddShape<S, I, U, Axis>, D>;
export function scatterAdd(x: AnyTensor, indices: AnyTensor, updates: AnyTensor, axis: number): AnyTensor {
  build.demandDType('scatterAdd', x, 'f32', 'i32');
  const at = build.normalAxis('scatterAdd', axis, x);
  const size = x.shape[at] ?? 0;
  demandIndices('scatterAdd', indices, size);
  demand(updates.dtype === x.dtype, 'scatterAdd', 'dtypes differ', [x, updates]);
  const expected = x.shape.toSpliced(at, 1, ...indices.shape);
  demand(
    sameShape(updates.shape, expected),
    'scatterAdd',
    'updates do not have the shape of what is taken',
    [x, indices, updates],
    `[${expected.join(',')}]`,
  );
  return build.binary('add', x, apply('scatterAdd', { axis: at, batch: 0, size }, [updates, indices]));
}

/**
 * A last axis of size `depth` that is 1 at the index and 0 elsewhere. An index that is out of range throws where the
 * indices are constant, and otherwise gives zeros.
 *
 * @throws TensorError when a constant index is out of range, or depth is not a whole number ≥ 0.
 *
 * @example
 * ```ts
 * import { oneHot, tensor } from 'thwc';
 * const y = oneHot(tensor([2, 0], 'i32'), 3); // [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export function oneHot<I extends Shape, Depth extends number>(
  indices: Tensor<I, 'i32'>,
  depth: Depth,
): Tensor<OneHotShape<I, Depth>>;
export function oneHot(indices: AnyTensor, depth: number): AnyTensor {
  demand(
    Number.isSafeInteger(depth) && depth >= 0,
    'oneHot',
    `depth must be a whole number ≥ 0, got ${depth}`,
  );
  demandIndices('oneHot', indices, depth);
  const { shape } = aval([...indices.shape, depth], 'i32');
  const places = apply('iota', { shape, axis: indices.shape.length }, []);
  return build.convert(build.binary('eq', build.reshapeTo(indices, [...indices.shape, 1]), places), 'f32');
}
