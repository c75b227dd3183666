/**
 * Axes in another order, data last.
 */
import type { Axes } from '../../shape-types/axis.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { MoveAxisShape, PermuteShape, SwapAxesShape } from '../../shape-types/permute.ts';
import type { ReductionShape } from '../../shape-types/reduction.ts';
import type { DType } from '../dtype.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link permute} gives. */
export type Permute<Order extends readonly number[]> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<PermuteShape<S, Order>>,
) => Result<PermuteShape<S, Order>, D>;

/**
 * `pipe(x, permute(axes))` is `permute(x, axes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 14, 15, 3]), P.permute([0, 3, 1, 2])); // Tensor<[32, 3, 14, 15]>
 * ```
 */
export function permute<const Order extends readonly number[]>(axes: Order): Permute<Order>;
export function permute(axes: readonly number[]): DataLast {
  return dataLast(ops.permute, axes);
}

/** What {@link swapAxes} gives. */
export type SwapAxes<A extends number, B extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<SwapAxesShape<S, A, B>>,
) => Result<SwapAxesShape<S, A, B>, D>;

/**
 * `pipe(x, swapAxes(a, b))` is `swapAxes(x, a, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([2, 3, 4]), P.swapAxes(0, -1)); // Tensor<[4, 3, 2]>
 * ```
 */
export function swapAxes<A extends number, B extends number>(a: A, b: B): SwapAxes<A, B>;
export function swapAxes(a: number, b: number): DataLast {
  return dataLast(ops.swapAxes, a, b);
}

/** What {@link moveAxis} gives. */
export type MoveAxis<From extends number, To extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<MoveAxisShape<S, From, To>>,
) => Result<MoveAxisShape<S, From, To>, D>;

/**
 * `pipe(x, moveAxis(from, to))` is `moveAxis(x, from, to)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([2, 3, 4]), P.moveAxis(0, -1)); // Tensor<[3, 4, 2]>
 * ```
 */
export function moveAxis<From extends number, To extends number>(from: From, to: To): MoveAxis<From, To>;
export function moveAxis(from: number, to: number): DataLast {
  return dataLast(ops.moveAxis, from, to);
}

/** What {@link reverse} gives. */
export type Reverse<Over extends Axes> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<ReductionShape<S, Over, true, 'reverse'>>,
) => Tensor<S, D>;

/**
 * `pipe(x, reverse(axes))` is `reverse(x, axes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2, 3]), P.reverse(0)); // [3, 2, 1]
 * ```
 */
export function reverse<const Over extends Axes>(axes: Over): Reverse<Over>;
export function reverse(axes: Axes): DataLast {
  return dataLast(ops.reverse, axes);
}
