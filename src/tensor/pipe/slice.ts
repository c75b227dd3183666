/**
 * Parts of tensors, and tensors as parts of larger ones, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { PadShape, PadWidth } from '../../shape-types/pad.ts';
import type { IndexShape, Range, SliceShape } from '../../shape-types/slice.ts';
import type { DType } from '../dtype.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link slice} gives. */
export type Slice<Ranges extends readonly (Range | null)[]> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<SliceShape<S, Ranges>>,
) => Result<SliceShape<S, Ranges>, D>;

/**
 * `pipe(x, slice(ranges))` is `slice(x, ranges)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([10, 3]), P.slice([[2, 8, 2]])); // Tensor<[3, 3]>
 * ```
 */
export function slice<const Ranges extends readonly (Range | null)[]>(ranges: Ranges): Slice<Ranges>;
export function slice(ranges: readonly (Range | null)[]): DataLast {
  return dataLast(ops.slice, ranges);
}

/** What {@link index} gives. */
export type Index<I extends number, Axis extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<IndexShape<S, Axis, I>>,
) => Result<IndexShape<S, Axis, I>, D>;

/**
 * `pipe(x, index(position, axis))` is `index(x, position, axis)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([10, 3]), P.index(-1)); // Tensor<[3]>
 * ```
 */
export function index<I extends number, Axis extends number = 0>(position: I, axis?: Axis): Index<I, Axis>;
export function index(position: number, axis?: number): DataLast {
  return dataLast(ops.index, position, axis);
}

/** What {@link pad} gives. */
export type Pad<Widths extends readonly PadWidth[]> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<PadShape<S, Widths>>,
) => Result<PadShape<S, Widths>, D>;

/**
 * `pipe(x, pad(widths, value))` is `pad(x, widths, value)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([1, 2]), P.pad([[1, 1]])); // [0, 1, 2, 0]
 * ```
 */
export function pad<const Widths extends readonly PadWidth[]>(widths: Widths, value?: number): Pad<Widths>;
export function pad(widths: readonly PadWidth[], value?: number): DataLast {
  return dataLast(ops.pad, widths, value);
}
