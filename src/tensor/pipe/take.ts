/**
 * Parts of tensors that indices name, and order, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../../shape-types/error.ts';
import type {
  GatherShape,
  OneHotShape,
  ScatterAddShape,
  TakeAlongShape,
  TakeShape,
} from '../../shape-types/gather.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { DType } from '../dtype.ts';
import type { FitDTypes, Numeric } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { Along, SortOptions, TopK, TopKShape } from '../ops/sort.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link take} gives. */
export type Take<I extends Shape, Axis extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<TakeShape<S, I, Axis>>,
) => Result<TakeShape<S, I, Axis>, D>;

/**
 * `pipe(x, take(indices, axis))` is `take(x, indices, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor, zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([14, 256]), P.take(tensor([0, 13], 'i32'), 0)); // Tensor<[2, 256]>
 * ```
 */
export function take<I extends Shape, Axis extends number>(
  indices: Tensor<I, 'i32'>,
  axis: Axis,
): Take<I, Axis>;
export function take(indices: AnyTensor, axis: number): DataLast {
  return dataLast(ops.take, indices, axis);
}

/** What {@link gather} gives. */
export type Gather<I extends Shape, Axis extends number, Batch extends number> = <
  S extends Shape,
  D extends DType,
>(
  x: Tensor<S, D> & Check<GatherShape<S, I, Axis, Batch>>,
) => Result<GatherShape<S, I, Axis, Batch>, D>;

/**
 * `pipe(x, gather(indices, axis, batch))` is `gather(x, indices, axis, batch)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { type Tensor, zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const own = (edges: Tensor<[8, 90], 'i32'>) => pipe(zeros([8, 14, 256]), P.gather(edges, 1, 1)); // Tensor<[8, 90, 256]>
 * ```
 */
export function gather<I extends Shape, Axis extends number, Batch extends number = 0>(
  indices: Tensor<I, 'i32'>,
  axis: Axis,
  batch?: Batch,
): Gather<I, Axis, Batch>;
export function gather(indices: AnyTensor, axis: number, batch?: number): DataLast {
  return dataLast(ops.gather, indices, axis, batch);
}

/** What {@link takeAlong} gives. */
export type TakeAlong<I extends Shape, Axis extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<TakeAlongShape<S, I, Axis>>,
) => Result<TakeAlongShape<S, I, Axis>, D>;

/**
 * `pipe(x, takeAlong(indices, axis))` is `takeAlong(x, indices, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[10, 20]]), P.takeAlong(tensor([[1]], 'i32'), 1)); // [[20]]
 * ```
 */
export function takeAlong<I extends Shape, Axis extends number>(
  indices: Tensor<I, 'i32'>,
  axis: Axis,
): TakeAlong<I, Axis>;
export function takeAlong(indices: AnyTensor, axis: number): DataLast {
  return dataLast(ops.takeAlong, indices, axis);
}

/** What {@link scatterAdd} gives. */
export type ScatterAdd<I extends Shape, U extends Shape, E extends DType, Axis extends number> = <
  S extends Shape,
  D extends Numeric,
>(
  x: Tensor<S, D> & Check<ScatterAddShape<S, I, U, Axis>> & FitDTypes<D, E, 'scatterAdd'>,
) => Result<ScatterAddShape<S, I, U, Axis>, D>;

/**
 * `pipe(x, scatterAdd(indices, updates, axis))` is `scatterAdd(x, indices, updates, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor, zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([3]), P.scatterAdd(tensor([2], 'i32'), tensor([5]), 0)); // [0, 0, 5]
 * ```
 */
export function scatterAdd<I extends Shape, U extends Shape, E extends Numeric, Axis extends number>(
  indices: Tensor<I, 'i32'>,
  updates: Tensor<U, E>,
  axis: Axis,
): ScatterAdd<I, U, E, Axis>;
export function scatterAdd(indices: AnyTensor, updates: AnyTensor, axis: number): DataLast {
  return dataLast(ops.scatterAdd, indices, updates, axis);
}

/** What {@link oneHot} gives. */
export type OneHot<Depth extends number> = <I extends Shape>(
  indices: Tensor<I, 'i32'>,
) => Tensor<OneHotShape<I, Depth>>;

/**
 * `pipe(indices, oneHot(depth))` is `oneHot(indices, depth)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([2, 0], 'i32'), P.oneHot(3)); // [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export function oneHot<Depth extends number>(depth: Depth): OneHot<Depth>;
export function oneHot(depth: number): DataLast {
  return dataLast(ops.oneHot, depth);
}

/** What {@link argsort} gives. */
export type Argsort<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<Along<S, O, 'argsort'>>,
) => Tensor<S, 'i32'>;

/**
 * `pipe(x, argsort(options))` is `argsort(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([30, 10, 20]), P.argsort({ descending: true })); // [0, 2, 1]
 * ```
 */
export function argsort<const O extends SortOptions = NoOptions>(
  options?: O & OnlyKeys<O, SortOptions>,
): Argsort<O>;
export function argsort(options?: SortOptions): DataLast {
  return dataLast(ops.argsort, options);
}

/** What {@link sort} gives. */
export type Sort<O> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<Along<S, O, 'sort'>>,
) => Tensor<S, D>;

/**
 * `pipe(x, sort(options))` is `sort(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([30, 10, 20]), P.sort()); // [10, 20, 30]
 * ```
 */
export function sort<const O extends SortOptions = NoOptions>(
  options?: O & OnlyKeys<O, SortOptions>,
): Sort<O>;
export function sort(options?: SortOptions): DataLast {
  return dataLast(ops.sort, options);
}

/** What {@link topK} gives. */
export type LargestK<K extends number, Axis extends number> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<TopKShape<S, K, Axis>>,
) => TopK<Result<TopKShape<S, K, Axis>, D>, Result<TopKShape<S, K, Axis>, 'i32'>>;

/**
 * `pipe(x, topK(k, axis))` is `topK(x, k, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const { values, indices } = pipe(tensor([10, 30, 20]), P.topK(2)); // [30, 20] and [1, 2]
 * ```
 */
export function topK<K extends number, Axis extends number = -1>(k: K, axis?: Axis): LargestK<K, Axis>;
export function topK(k: number, axis?: number): DataLast {
  return dataLast(ops.topK, k, axis);
}
