/**
 * Where the extremes are.
 */

import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { ArgReduceByShape } from '../../shape-types/reduction.ts';
import { apply } from '../apply.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { ArgReduceOp } from '../primitives.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Numeric } from './broadcasting.ts';

/** Which axis to look along. */
export interface ArgReduceOptions {
  /** Default: over all elements, in row-major order. */
  readonly axis?: number;
  /** The axis stays, with size 1. Default false. */
  readonly keepDims?: boolean;
}

const positions = (
  op: ArgReduceOp,
  x: AnyTensor,
  { axis, keepDims = false }: ArgReduceOptions,
): AnyTensor => {
  build.demandDType(op, x, 'f32', 'i32');
  const along = axis === undefined ? 0 : build.normalAxis(op, axis, x);
  const from = axis === undefined ? build.reshapeTo(x, [sizeOf(x.shape)]) : x;
  demand((from.shape[along] ?? 0) > 0, op, 'there is no extreme of nothing', [x]);
  const found = apply('argReduce', { op, axis: along }, [from]);
  if (!keepDims) return found;
  return build.reshapeTo(found, axis === undefined ? x.shape.map(() => 1) : x.shape.with(along, 1));
};

/**
 * The position of the largest element, the first of equal ones: along one axis, or (without an axis) among all
 * elements in row-major order. NaN counts as the largest.
 *
 * @throws TensorError when the axis is out of range or empty.
 * @example
 * ```ts
 * import { argmax, tensor } from 'thwc';
 * const scores = tensor([[1, 3, 2], [9, 7, 8]]);
 * const best = argmax(scores, { axis: -1 }); // [1, 0]: Tensor<[2], 'i32'>
 * ```
 */
export function argmax<S extends Shape, D extends Numeric, const O extends ArgReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ArgReduceByShape<S, O, 'argmax'>> & OnlyKeys<O, ArgReduceOptions>,
): Result<ArgReduceByShape<S, O, 'argmax'>, 'i32'>;
export function argmax(x: AnyTensor, options: ArgReduceOptions = {}): AnyTensor {
  return positions('argmax', x, options);
}

/**
 * The position of the smallest element, the first of equal ones: along one axis, or (without an axis) among all
 * elements in row-major order. NaN counts as the smallest.
 *
 * @throws TensorError when the axis is out of range or empty.
 * @example
 * ```ts
 * import { argmin, tensor } from 'thwc';
 * const nearest = argmin(tensor([[1, 3, 2], [9, 7, 8]]), { axis: -1 }); // [0, 1]
 * ```
 */
export function argmin<S extends Shape, D extends Numeric, const O extends ArgReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ArgReduceByShape<S, O, 'argmin'>> & OnlyKeys<O, ArgReduceOptions>,
): Result<ArgReduceByShape<S, O, 'argmin'>, 'i32'>;
export function argmin(x: AnyTensor, options: ArgReduceOptions = {}): AnyTensor {
  return positions('argmin', x, options);
}
