/**
 * Parts of tensors, and tensors as parts of larger ones.
 */
import type { PadWidth } from '../../shape-types/pad.ts';
import type { Range } from '../../shape-types/slice.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

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
  demand(from >= 0 && to <= size, 'slice', `${shown} is outside axis ${axis}`, [x], `positions from 0 to ${size}`);
  demand(from < to || (from === 0 && to === size), 'slice', `the range ${shown} of axis ${axis} is empty`, [x]);
  return [from, to, step];
};

export function index(x: AnyTensor, at: number, axis = 0): AnyTensor {
  const along = build.normalAxis('index', axis, x);
  const size = x.shape[along] ?? 0;
  const place = at < 0 ? at + size : at;
  demand(Number.isSafeInteger(place) && place >= 0 && place < size, 'index', `${at} is outside axis ${axis}`, [x], `−${size} ≤ index < ${size}`);
  return build.dropAxes(build.sliceAxis(x, along, place, place + 1), [along]);
}

export function pad(x: AnyTensor, widths: readonly PadWidth[], value = 0): AnyTensor {
  demand(widths.length === x.shape.length, 'pad', `${widths.length} pairs for ${x.shape.length} axes`, [x]);
  const whole = widths.flat().every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, 'pad', `widths must be whole numbers ≥ 0, got (${widths.join('; ')})`, [x]);
  if (widths.flat().every((n) => n === 0)) return x;
  const low = widths.map((width) => width[0]);
  return apply('pad', { low, high: widths.map((width) => width[1]), interior: low.map(() => 0), value }, [x]);
}
