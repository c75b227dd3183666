/** Values as the device holds them, single-precision numbers all: i32 as low halves and then high halves, bool as 0 and 1. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';

export const numbersOf = ({ dtype, data }: AnyValue): Float32Array<ArrayBuffer> => {
  if (dtype !== 'i32') return Float32Array.from(data);
  const numbers = new Float32Array(2 * data.length);
  for (let i = 0; i < data.length; i++) {
    const word = data[i] ?? 0;
    numbers[i] = word & 0xffff;
    numbers[data.length + i] = word >>> 16;
  }
  return numbers;
};

export const valueOfNumbers = ({ shape, dtype }: Aval, numbers: ArrayLike<number>): AnyValue => {
  const size = sizeOf(shape);
  if (dtype === 'f32') return makeValue(shape, dtype, Float32Array.from(numbers));
  if (dtype === 'bool') return makeValue(shape, dtype, Uint8Array.from(numbers));
  const words = Int32Array.from(
    { length: size },
    (_, i) => (numbers[i] ?? 0) | ((numbers[size + i] ?? 0) << 16),
  );
  return makeValue(shape, dtype, words);
};
