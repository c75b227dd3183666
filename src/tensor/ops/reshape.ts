/**
 * Other axes for the same elements in the same order.
 */
import type { BroadcastToShape } from '../../shape-types/broadcast.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { ReshapeShape } from '../../shape-types/reshape.ts';
import type { ExpandDimsShape, FlattenShape, SqueezeShape } from '../../shape-types/squeeze.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type ShapeOf, type Sized, sizesOf } from '../values.ts';

/**
 * The same elements, in row-major order, under another shape. One `-1` stands for whatever is left.
 *
 * @throws TensorError when the counts of elements differ.
 *
 * @example
 * ```ts
 * import { axis, reshape, zeros } from 'thwc';
 * const x = zeros([axis('batch', 32), 14, 14, 64]);
 * const y = reshape(x, [axis('batch', 32), -1, 64]); // Tensor<['batch', 196, 64]>
 * ```
 */
export function reshape<S extends Shape, const Z extends Sized, D extends DType>(
  x: Tensor<S, D>,
  shape: Z & Check<ReshapeShape<S, ShapeOf<Z>>>,
): Result<ReshapeShape<S, ShapeOf<Z>>, D>;
export function reshape(x: AnyTensor, shape: Sized): AnyTensor {
  const wanted = sizesOf(shape);
  const shown = `[${wanted.join(',')}]`;
  const open = wanted.filter((n) => n === -1).length;
  const known = sizeOf(wanted.filter((n) => n !== -1));
  const size = sizeOf(x.shape);
  const whole = wanted.every((n) => Number.isSafeInteger(n) && n >= -1);
  demand(whole && open <= 1, 'reshape', `can not make ${shown}`, [x], 'whole numbers ≥ 0 and at most one −1');
  const fits = open === 0 ? known === size : known > 0 && size % known === 0;
  demand(
    fits,
    'reshape',
    `${size} elements do not fit ${shown}`,
    [x],
    open === 0 ? `${known}` : `a multiple of ${known}`,
  );
  return build.reshapeTo(
    x,
    wanted.map((n) => (n === -1 ? size / known : n)),
  );
}

/**
 * Merges all axes into one, or those from `from` up to and with `to`. A tensor without axes gets one of size 1.
 *
 * @throws TensorError when an axis is out of range, or `from` stands behind `to`.
 *
 * @example
 * ```ts
 * import { flatten, zeros } from 'thwc';
 * const y = flatten(zeros([32, 14, 14, 64]), 1, 2); // Tensor<[32, 196, 64]>
 * ```
 */
export function flatten<S extends Shape, D extends DType, From extends number = 0, To extends number = -1>(
  x: Tensor<S, D>,
  from?: From & Check<FlattenShape<S, From, To>>,
  to?: To,
): Result<FlattenShape<S, From, To>, D>;
export function flatten(x: AnyTensor, from = 0, to = -1): AnyTensor {
  if (x.shape.length === 0) return build.reshapeTo(x, [1]);
  const [first, last] = [build.normalAxis('flatten', from, x), build.normalAxis('flatten', to, x)];
  demand(first <= last, 'flatten', `axis ${from} stands behind axis ${to}`, [x]);
  const merged = sizeOf(x.shape.slice(first, last + 1));
  return build.reshapeTo(x, [...x.shape.slice(0, first), merged, ...x.shape.slice(last + 1)]);
}

/**
 * Removes an axis of size 1.
 *
 * @throws TensorError when the axis is out of range or has another size.
 *
 * @example
 * ```ts
 * import { squeeze, zeros } from 'thwc';
 * const y = squeeze(zeros([32, 1, 64]), 1); // Tensor<[32, 64]>
 * ```
 */
export function squeeze<S extends Shape, Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  axis: Axis & Check<SqueezeShape<S, Axis>>,
): Result<SqueezeShape<S, Axis>, D>;
export function squeeze(x: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('squeeze', axis, x);
  demand(x.shape[at] === 1, 'squeeze', `axis ${axis} has size ${x.shape[at]}`, [x], '1');
  return build.dropAxes(x, [at]);
}

/**
 * Inserts an axis of size 1, so that it stands at `axis` of the result: −1 appends it.
 *
 * @throws TensorError when the axis is out of range.
 *
 * @example
 * ```ts
 * import { expandDims, zeros } from 'thwc';
 * const y = expandDims(zeros([32, 64]), 1); // Tensor<[32, 1, 64]>
 * ```
 */
export function expandDims<S extends Shape, Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  axis: Axis & Check<ExpandDimsShape<S, Axis>>,
): Result<ExpandDimsShape<S, Axis>, D>;
export function expandDims(x: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('expandDims', axis, x, x.shape.length + 1);
  return build.reshapeTo(x, x.shape.toSpliced(at, 0, 1));
}

/**
 * Repeats x over a shape: axes of size 1 stretch, and new ones come in front.
 *
 * @throws TensorError when x does not broadcast to the shape.
 *
 * @example
 * ```ts
 * import { broadcastTo, tensor } from 'thwc';
 * const y = broadcastTo(tensor([1, 2, 3]), [4, 3]); // Tensor<[4, 3]>
 * ```
 */
export function broadcastTo<S extends Shape, const Z extends Sized, D extends DType>(
  x: Tensor<S, D>,
  shape: Z & Check<BroadcastToShape<S, ShapeOf<Z>>>,
): Result<BroadcastToShape<S, ShapeOf<Z>>, D>;
export function broadcastTo(x: AnyTensor, shape: Sized): AnyTensor {
  return build.broadcastTo('broadcastTo', x, sizesOf(shape));
}

/**
 * Says what shape x has, where the compiler does not know it: checked now, known from here on. The way out of unknown
 * dimensions (`number`), or from numbers to names.
 *
 * @throws TensorError when x has another shape.
 *
 * @example
 * ```ts
 * import { axis, ensureShape, type Tensor } from 'thwc';
 * const known = (x: Tensor<[number, number]>): Tensor<['batch', 10]> => ensureShape(x, [axis('batch', 32), 10]);
 * ```
 */
export function ensureShape<const Z extends Sized, D extends DType>(
  x: Tensor<Shape, D>,
  shape: Z,
): Tensor<ShapeOf<Z>, D>;
export function ensureShape(x: AnyTensor, shape: Sized): AnyTensor {
  const sizes = sizesOf(shape);
  const same = sizes.length === x.shape.length && sizes.every((n, i) => n === x.shape[i]);
  demand(same, 'ensureShape', 'has another shape', [x], `[${sizes.join(',')}]`);
  return x;
}
