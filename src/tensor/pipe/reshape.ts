/**
 * Other axes for the same elements in the same order, data last.
 */
import type { BroadcastToShape } from '../../shape-types/broadcast.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { ReshapeShape } from '../../shape-types/reshape.ts';
import type { ExpandDimsShape, FlattenShape, SqueezeShape } from '../../shape-types/squeeze.ts';
import type { DType } from '../dtype.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import type { ShapeOf, Sized } from '../values.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link reshape} gives. */
export type Reshape<Z extends Sized> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<ReshapeShape<S, ShapeOf<Z>>>,
) => Result<ReshapeShape<S, ShapeOf<Z>>, D>;

/**
 * `pipe(x, reshape(shape))` is `reshape(x, shape)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 14, 14, 64]), P.reshape([32, -1, 64])); // Tensor<[32, 196, 64]>
 * ```
 */
export function reshape<const Z extends Sized>(shape: Z): Reshape<Z>;
export function reshape(shape: Sized): DataLast {
  return dataLast(ops.reshape, shape);
}

/** What {@link flatten} gives. */
export type Flatten<From extends number, To extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<FlattenShape<S, From, To>>,
) => Result<FlattenShape<S, From, To>, D>;

/**
 * `pipe(x, flatten(from, to))` is `flatten(x, from, to)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 14, 14, 64]), P.flatten(1)); // Tensor<[32, 12544]>
 * ```
 */
export function flatten<From extends number = 0, To extends number = -1>(
  from?: From,
  to?: To,
): Flatten<From, To>;
export function flatten(from?: number, to?: number): DataLast {
  return dataLast(ops.flatten, from, to);
}

/** What {@link squeeze} gives. */
export type Squeeze<Axis extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<SqueezeShape<S, Axis>>,
) => Result<SqueezeShape<S, Axis>, D>;

/**
 * `pipe(x, squeeze(axis))` is `squeeze(x, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 1, 64]), P.squeeze(1)); // Tensor<[32, 64]>
 * ```
 */
export function squeeze<Axis extends number>(axis: Axis): Squeeze<Axis>;
export function squeeze(axis: number): DataLast {
  return dataLast(ops.squeeze, axis);
}

/** What {@link expandDims} gives. */
export type ExpandDims<Axis extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<ExpandDimsShape<S, Axis>>,
) => Result<ExpandDimsShape<S, Axis>, D>;

/**
 * `pipe(x, expandDims(axis))` is `expandDims(x, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 64]), P.expandDims(1)); // Tensor<[32, 1, 64]>
 * ```
 */
export function expandDims<Axis extends number>(axis: Axis): ExpandDims<Axis>;
export function expandDims(axis: number): DataLast {
  return dataLast(ops.expandDims, axis);
}

/** What {@link broadcastTo} gives. */
export type BroadcastTo<Z extends Sized> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<BroadcastToShape<S, ShapeOf<Z>>>,
) => Result<BroadcastToShape<S, ShapeOf<Z>>, D>;

/**
 * `pipe(x, broadcastTo(shape))` is `broadcastTo(x, shape)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([64]), P.broadcastTo([32, 64])); // Tensor<[32, 64]>
 * ```
 */
export function broadcastTo<const Z extends Sized>(shape: Z): BroadcastTo<Z>;
export function broadcastTo(shape: Sized): DataLast {
  return dataLast(ops.broadcastTo, shape);
}

/** What {@link ensureShape} gives. */
export type EnsureShape<Z extends Sized> = <D extends DType>(x: Tensor<Shape, D>) => Tensor<ShapeOf<Z>, D>;

/**
 * `pipe(x, ensureShape(shape))` is `ensureShape(x, shape)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { type Tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const known = (x: Tensor<[number, number]>) => pipe(x, P.ensureShape([32, 10])); // Tensor<[32, 10]>
 * ```
 */
export function ensureShape<const Z extends Sized>(shape: Z): EnsureShape<Z>;
export function ensureShape(shape: Sized): DataLast {
  return dataLast(ops.ensureShape, shape);
}
