import * as E from 'fp-ts/lib/Either.js';
import { type IoError, ioError } from './error.ts';
import type { FileTensor } from './file-tensor.ts';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './half.ts';

/** A tensor of 32-bit floats. */
export type F32Tensor = Extract<FileTensor, { readonly dtype: 'f32' }>;

/** A tensor of 32-bit integers. */
export type I32Tensor = Extract<FileTensor, { readonly dtype: 'i32' }>;

/** `out` filled with `f` of each element. (`TypedArray.from` goes through an iterator: many times slower.) */
const mapInto = <Out extends Float32Array | Uint16Array>(
  input: Float32Array | Uint16Array,
  out: Out,
  f: (x: number) => number,
): Out => {
  for (let i = 0; i < input.length; i++) out[i] = f(input[i] ?? 0);
  return out;
};

/**
 * The f32 nearest to a 64-bit integer. Going through a double would round twice; so beyond 2^53 the low 16 bits are
 * folded into one sticky bit first, which leaves a number that a double holds exactly and that rounds alike.
 */
const bigToF32 = (value: bigint): number => {
  const magnitude = value < 0n ? -value : value;
  if (magnitude <= 0x20000000000000n) return Math.fround(Number(value));
  const sticky = (magnitude & 0xffffn) === 0n ? 0n : 1n;
  const rounded = Math.fround(Number((magnitude >> 16n) | sticky)) * 65536;
  return value < 0n ? -rounded : rounded;
};

/**
 * The elements as 32-bit floats. Exact from `f16`, `bf16`, `bool` and the 8- and 16-bit integers; rounded to the
 * nearest, ties to even, from `f64` and the wider integers. An `f32` tensor is given back as it is.
 *
 * @example
 * ```ts
 * import { toF32 } from 'thwc/io';
 * const { data } = toF32({ dtype: 'f16', shape: [1], data: Uint16Array.of(0x3c00) });
 * console.log(data); // [1]
 * ```
 */
export const toF32 = (tensor: FileTensor): F32Tensor => {
  const { shape } = tensor;
  switch (tensor.dtype) {
    case 'f32':
      return tensor;
    case 'f16':
      return {
        dtype: 'f32',
        shape,
        data: mapInto(tensor.data, new Float32Array(tensor.data.length), f16ToNumber),
      };
    case 'bf16':
      return {
        dtype: 'f32',
        shape,
        data: mapInto(tensor.data, new Float32Array(tensor.data.length), bf16ToNumber),
      };
    case 'i64':
    case 'u64': {
      const data = new Float32Array(tensor.data.length);
      for (let i = 0; i < data.length; i++) data[i] = bigToF32(tensor.data[i] ?? 0n);
      return { dtype: 'f32', shape, data };
    }
    default:
      return { dtype: 'f32', shape, data: new Float32Array(tensor.data) };
  }
};

const outOfI32 = (dtype: string, index: number, value: number | bigint) =>
  ioError(
    'OutOfRange',
    `element ${index} of the ${dtype} tensor is ${value}, an i32 holds −2^31 to 2^31 − 1`,
  );

/**
 * The elements as 32-bit integers. Floats are refused (round them first, knowingly), and so is any integer outside
 * −2^31 … 2^31 − 1.
 */
export const toI32 = (tensor: FileTensor): E.Either<IoError, I32Tensor> => {
  const { shape, dtype } = tensor;
  switch (tensor.dtype) {
    case 'i32':
      return E.right(tensor);
    case 'f64':
    case 'f32':
    case 'f16':
    case 'bf16':
      return E.left(ioError('Unsupported', `expected a tensor of integers, got ${dtype}`));
    case 'i64':
    case 'u64': {
      const data = new Int32Array(tensor.data.length);
      for (let i = 0; i < data.length; i++) {
        const value = tensor.data[i] ?? 0n;
        if (value < -0x80000000n || value > 0x7fffffffn) return E.left(outOfI32(dtype, i, value));
        data[i] = Number(value);
      }
      return E.right({ dtype: 'i32', shape, data });
    }
    case 'u32': {
      const beyond = tensor.data.findIndex((value) => value > 0x7fffffff);
      if (beyond >= 0) return E.left(outOfI32(dtype, beyond, tensor.data[beyond] ?? 0));
      return E.right({ dtype: 'i32', shape, data: new Int32Array(tensor.data) });
    }
    default:
      return E.right({ dtype: 'i32', shape, data: new Int32Array(tensor.data) });
  }
};

/**
 * An `f32` tensor in a narrower or wider float type, rounded to the nearest, ties to even; beyond the range, ±∞.
 *
 * @example
 * ```ts
 * import { fromF32 } from 'thwc/io';
 * const { data } = fromF32('bf16')({ dtype: 'f32', shape: [1], data: Float32Array.of(1) });
 * console.log(data.byteLength); // 2
 * ```
 */
export const fromF32 =
  (dtype: 'f64' | 'f32' | 'f16' | 'bf16') =>
  (tensor: F32Tensor): FileTensor => {
    const { shape, data } = tensor;
    switch (dtype) {
      case 'f64':
        return { dtype, shape, data: new Float64Array(data) };
      case 'f32':
        return tensor;
      case 'f16':
        return { dtype, shape, data: mapInto(data, new Uint16Array(data.length), numberToF16) };
      case 'bf16':
        return { dtype, shape, data: mapInto(data, new Uint16Array(data.length), numberToBf16) };
    }
  };
