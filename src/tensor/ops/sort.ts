/**
 * Order along an axis.
 */

import type { Compare, LessThan } from '../../shape-types/arithmetic/compare.ts';
import type { AtAxis, NoAxis } from '../../shape-types/axis.ts';
import type { IsSize, Shape } from '../../shape-types/dim.ts';
import type { Check, CheckBut, CheckFor, OnlyKeys, ShapeError } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { AlongAxisShape } from '../../shape-types/reduction.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Numeric } from './broadcasting.ts';

/** The other way round, without overflow: −x, or −1 − x for integers, whose least has no negative. */
const opposite = (x: AnyTensor): AnyTensor =>
  x.dtype === 'f32' ? build.unary('neg', x) : build.binary('sub', -1, x);

/** Moves the axis to the end, where `argsort` and `gather` can work on it, and back. */
const alongLast = (x: AnyTensor, axis: number, f: (moved: AnyTensor) => AnyTensor): AnyTensor => {
  const last = x.shape.length - 1;
  return build.moveAxis(f(build.moveAxis(x, axis, last)), last, axis);
};

/** The positions that sort the last axis. */
const order = (x: AnyTensor, descending: boolean): AnyTensor =>
  apply('argsort', {}, [descending ? opposite(x) : x]);

const pick = (x: AnyTensor, positions: AnyTensor): AnyTensor => {
  const last = x.shape.length - 1;
  return apply('gather', { axis: last, batch: last }, [x, positions]);
};

/** The order of `sort`. */
export interface SortOptions {
  /** Default: the last. */
  readonly axis?: number;
  readonly descending?: boolean;
}

/** The shape of what is ordered along an axis: unchanged, where there is such an axis. */
export type Along<S extends Shape, O, Op extends string> = O extends {
  readonly axis: infer Axis extends number;
}
  ? AlongAxisShape<S, Axis, Op>
  : S;

/**
 * The positions that sort x along an axis (default: the last), ascending. Equal elements keep their order; NaN comes last,
 * also in descending order.
 *
 * @throws TensorError when the axis is out of range.
 *
 * @example
 * ```ts
 * import { argsort, tensor } from 'thwc';
 * const y = argsort(tensor([30, 10, 20])); // [1, 2, 0]
 * const z = argsort(tensor([30, 10, 20]), { descending: true }); // [0, 2, 1]
 * ```
 */
export function argsort<S extends Shape, D extends Numeric, const O extends SortOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<Along<S, O, 'argsort'>> & OnlyKeys<O, SortOptions>,
): Tensor<S, 'i32'>;
export function argsort(x: AnyTensor, { axis = -1, descending = false }: SortOptions = {}): AnyTensor {
  build.demandDType('argsort', x, 'f32', 'i32');
  return alongLast(x, build.normalAxis('argsort', axis, x), (y) => order(y, descending));
}

/**
 * x in order along an axis (default: the last), ascending; NaN comes last, also in descending order.
 *
 * @throws TensorError when the axis is out of range.
 *
 * @example
 * ```ts
 * import { sort, tensor } from 'thwc';
 * const y = sort(tensor([[30, 10], [1, 2]]), { axis: 0 }); // [[1, 2], [30, 10]]
 * ```
 */
export function sort<S extends Shape, D extends Numeric, const O extends SortOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<Along<S, O, 'sort'>> & OnlyKeys<O, SortOptions>,
): Tensor<S, D>;
export function sort(x: AnyTensor, { axis = -1, descending = false }: SortOptions = {}): AnyTensor {
  build.demandDType('sort', x, 'f32', 'i32');
  return alongLast(x, build.normalAxis('sort', axis, x), (y) => pick(y, order(y, descending)));
}

/** The k largest elements, and where they stood. */
export interface TopK<Values, Indices> {
  readonly values: Values;
  readonly indices: Indices;
}

/** The shape of the k largest along an axis. */
export type TopKShape<S extends Shape, K, Axis extends number, Now = unknown> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer D, infer After extends Shape]
      ? HasMany<D, K, Now> extends true
        ? [...Before, K, ...After]
        : ShapeError<'topK: k is not from 0 to the size of the axis', K, D>
      : NoAxis<Found, 'topK: axis out of range', Axis, S>
    : never;

/** Whether an axis of size D may have K elements to give. */
type HasMany<D, K, Now> =
  IsSize<K, Now> extends true
    ? LessThan<K & number, 0> extends true
      ? false
      : IsSize<D, Now> extends true
        ? Compare<K & number, D & number> extends '>'
          ? false
          : true
        : true
    : true;

/**
 * The k largest elements along an axis (default: the last), the largest first, and where they were.
 *
 * @throws TensorError when the axis is out of range, or k is not a whole number from 0 to its size.
 *
 * @example
 * ```ts
 * import { tensor, topK } from 'thwc';
 * const { values, indices } = topK(tensor([10, 30, 20]), 2); // [30, 20] and [1, 2]
 * ```
 */
export function topK<S extends Shape, D extends Numeric, K extends number, Axis extends number = -1>(
  x: Tensor<S, D>,
  k: K & CheckBut<TopKShape<S, K, Axis>, 'topK: axis out of range'>,
  axis?: Axis & CheckFor<TopKShape<S, K, Axis>, 'topK: axis out of range'>,
): TopK<Result<TopKShape<S, K, Axis>, D>, Result<TopKShape<S, K, Axis>, 'i32'>>;
export function topK(x: AnyTensor, k: number, axis = -1): TopK<AnyTensor, AnyTensor> {
  build.demandDType('topK', x, 'f32', 'i32');
  const at = build.normalAxis('topK', axis, x);
  const size = x.shape[at] ?? 0;
  demand(Number.isSafeInteger(k) && k >= 0 && k <= size, 'topK', `takes k from 0 to ${size}, got ${k}`, [x]);
  const last = x.shape.length - 1;
  const first = (y: AnyTensor): AnyTensor => build.sliceAxis(order(y, true), last, 0, k);
  return {
    values: alongLast(x, at, (y) => pick(y, first(y))),
    indices: alongLast(x, at, first),
  };
}
