/**
 * Many tensors as one, and one as many, data last.
 */
import type { ConcatShape } from '../../shape-types/concat.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { SplitShape } from '../../shape-types/split.ts';
import type { DType } from '../dtype.ts';
import * as ops from '../ops/index.ts';
import type { TileShape } from '../ops/shapes.ts';
import type { OneDType, Results, ShapesOf } from '../ops/tensors.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link concat} gives. */
export type Concat<Others extends readonly AnyTensor[], Axis extends number> = <
  S extends Shape,
  D extends DType,
>(
  x: Tensor<S, D> &
    Check<ConcatShape<[S, ...ShapesOf<Others>], Axis>> &
    OneDType<[Tensor<S, D>, ...Others], 'concat'>,
) => Result<ConcatShape<[S, ...ShapesOf<Others>], Axis>, D>;

/**
 * `pipe(x, concat(others, axis))` is `concat([x, ...others], axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 3]), P.concat([zeros([32, 4])], 1)); // Tensor<[32, 7]>
 * ```
 */
export function concat<const Others extends readonly AnyTensor[], Axis extends number>(
  others: Others,
  axis: Axis,
): Concat<Others, Axis>;
export function concat(others: readonly AnyTensor[], axis: number): DataLast {
  return (x: AnyTensor): AnyTensor => ops.concat([x, ...others], axis);
}

/** What {@link split} gives. */
export type Split<Parts extends number | readonly number[], Axis extends number> = <
  S extends Shape,
  D extends DType,
>(
  x: Tensor<S, D> & Check<SplitShape<S, Parts, Axis>>,
) => Results<SplitShape<S, Parts, Axis>, D>;

/**
 * `pipe(x, split(parts, axis))` is `split(x, parts, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 12]), P.split(2, 1)); // two of Tensor<[32, 6]>
 * ```
 */
export function split<const Parts extends number | readonly number[], Axis extends number>(
  parts: Parts,
  axis: Axis,
): Split<Parts, Axis>;
export function split(parts: number | readonly number[], axis: number): DataLast {
  return dataLast(ops.split, parts, axis);
}

/** What {@link tile} gives. */
export type Tile<Counts extends readonly number[]> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<TileShape<S, Counts>>,
) => Result<TileShape<S, Counts>, D>;

/**
 * `pipe(x, tile(counts))` is `tile(x, counts)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.tile([2])); // [1, 2, 1, 2]
 * ```
 */
export function tile<const Counts extends readonly number[]>(counts: Counts): Tile<Counts>;
export function tile(counts: readonly number[]): DataLast {
  return dataLast(ops.tile, counts);
}
