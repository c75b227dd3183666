/**
 * Parts of tensors, and tensors as parts of larger ones.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check, CheckBut, CheckFor } from '../../shape-types/error.ts';
import type { PadShape, PadWidth } from '../../shape-types/pad.ts';
import type { IndexShape, Range, SliceShape } from '../../shape-types/slice.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * A part of x: for each axis, from the first on, `[start, stop]` or `[start, stop, step]`. Negative positions count from
 * the end, a `null` position is the first or one past the last, `null` for a range takes the whole axis, and so do axes
 * without a range. Nothing is clamped.
 *
 * @throws TensorError when a range is empty, or reaches beyond its axis.
 *
 * @example
 * ```ts
 * import { slice, zeros } from 'thwc';
 * const y = slice(zeros([10, 32, 3]), [[2, 8, 2], null, [-1, null]]); // Tensor<[3, 32, 1]>
 * ```
 */
export function slice<S extends Shape, const Ranges extends readonly (Range | null)[], D extends DType>(
  x: Tensor<S, D>,
  ranges: Ranges & Check<SliceShape<S, Ranges>>,
): Result<SliceShape<S, Ranges>, D>;
export function slice(x: AnyTensor, ranges: readonly (Range | null)[]): AnyTensor {
  const { shape } = x;
  demand(ranges.length <= shape.length, 'slice', `${ranges.length} ranges for ${shape.length} axes`, [x]);
  const bounds = shape.map((size, axis) => boundsOf(x, axis, size, ranges[axis] ?? null));
  const whole = bounds.every(([start, stop, step], i) => start === 0 && stop === shape[i] && step === 1);
  if (whole) return x;
  return apply(
    'slice',
    { starts: bounds.map((b) => b[0]), limits: bounds.map((b) => b[1]), strides: bounds.map((b) => b[2]) },
    [x],
  );
}

type Bounds = readonly [start: number, stop: number, step: number];

const boundsOf = (x: AnyTensor, axis: number, size: number, range: Range | null): Bounds => {
  if (range === null) return [0, size, 1];
  const [start, stop, step = 1] = range;
  const fromFront = (at: number) => (at < 0 ? at + size : at);
  const [from, to] = [fromFront(start ?? 0), fromFront(stop ?? size)];
  const shown = `[${start}, ${stop}${step === 1 ? '' : `, ${step}`}]`;
  const whole = [from, to, step].every(Number.isSafeInteger);
  demand(whole && step >= 1, 'slice', `can not take ${shown}`, [x], 'whole numbers and a step ≥ 1');
  demand(
    from >= 0 && to <= size,
    'slice',
    `${shown} is outside axis ${axis}`,
    [x],
    `positions from 0 to ${size}`,
  );
  demand(from < to || (from === 0 && to === size), 'slice', `the range ${shown} of axis ${axis} is empty`, [
    x,
  ]);
  return [from, to, step];
};

/**
 * One position of an axis (default: the first axis), which is removed. Negative positions count from the end.
 *
 * @throws TensorError when the axis is out of range, or the position outside of it.
 *
 * @example
 * ```ts
 * import { index, zeros } from 'thwc';
 * const frames = zeros([10, 14, 14, 3]);
 * const last = index(frames, -1); // Tensor<[14, 14, 3]>
 * const red = index(frames, 0, -1); // Tensor<[10, 14, 14]>
 * ```
 */
export function index<S extends Shape, D extends DType, I extends number, Axis extends number = 0>(
  x: Tensor<S, D>,
  position: I & CheckBut<IndexShape<S, Axis, I>, 'index: axis out of range'>,
  axis?: Axis & CheckFor<IndexShape<S, Axis, I>, 'index: axis out of range'>,
): Result<IndexShape<S, Axis, I>, D>;
export function index(x: AnyTensor, at: number, axis = 0): AnyTensor {
  const along = build.normalAxis('index', axis, x);
  const size = x.shape[along] ?? 0;
  const place = at < 0 ? at + size : at;
  demand(
    Number.isSafeInteger(place) && place >= 0 && place < size,
    'index',
    `${at} is outside axis ${axis}`,
    [x],
    `−${size} ≤ index < ${size}`,
  );
  return build.dropAxes(build.sliceAxis(x, along, place, place + 1), [along]);
}

/**
 * x with `value` (default 0) around it: one pair `[before, after]` for each axis.
 *
 * @throws TensorError unless there is a pair of whole numbers ≥ 0 for each axis, and the value is one of x's dtype.
 *
 * @example
 * ```ts
 * import { pad, tensor } from 'thwc';
 * const y = pad(tensor([[1, 2]]), [[0, 0], [1, 2]]); // [[0, 1, 2, 0, 0]]
 * ```
 */
export function pad<S extends Shape, const Widths extends readonly PadWidth[], D extends DType>(
  x: Tensor<S, D>,
  widths: Widths & Check<PadShape<S, Widths>>,
  value?: number,
): Result<PadShape<S, Widths>, D>;
export function pad(x: AnyTensor, widths: readonly PadWidth[], value = 0): AnyTensor {
  demand(widths.length === x.shape.length, 'pad', `${widths.length} pairs for ${x.shape.length} axes`, [x]);
  const whole = widths.flat().every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, 'pad', `widths must be whole numbers ≥ 0, got (${widths.join('; ')})`, [x]);
  // Throws where x can not hold the value.
  build.lift(value, x.dtype, 'pad');
  if (widths.flat().every((n) => n === 0)) return x;
  const low = widths.map((width) => width[0]);
  return apply('pad', { low, high: widths.map((width) => width[1]), interior: low.map(() => 0), value }, [x]);
}
