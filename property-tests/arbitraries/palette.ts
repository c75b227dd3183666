import { sizeOf } from '../../src/tensor/aval.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { allocate, makeValue } from '../../src/tensor/values.ts';

/** `safe`: |x| ≤ 2 and never NaN or ∞, anywhere in the program. `any`: all that f32 has. */
export type Range = 'safe' | 'any';

type Numbers = readonly [number, ...number[]];

const safe: Numbers = [0, 1, -1, 0.5, 2, -0, -1.5, 0.1, -0.7, 1.25, -2, 0.3, 1.75];
const extremes = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e-40,
  -1.4e-45,
  3e38,
  -3e38,
  16_777_217,
];

/** The numbers that elements are drawn from; few, so that ties and repeats are common. */
export const palette = (dtype: DType, range: Range): Numbers => {
  if (dtype === 'bool') return [0, 1];
  if (dtype === 'i32')
    return range === 'safe' ? [0, 1, 2, -1, 3, 5] : [0, 1, 2, -1, 3, 5, 100, -(2 ** 31), 2 ** 31 - 1];
  return range === 'safe' ? safe : [...safe, ...extremes];
};

/** A value whose elements step through the palette; `step` 0 gives one number everywhere. */
export const valueFrom = (
  shape: readonly number[],
  dtype: DType,
  range: Range,
  start: number,
  step: number,
): AnyValue => {
  const numbers = palette(dtype, range);
  const data = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) {
    // The square scatters the order, so that rows differ.
    data[i] = numbers[(start + i * step + ((i * i * step) >> 2)) % numbers.length] ?? 0;
  }
  return makeValue(shape, dtype, data);
};
