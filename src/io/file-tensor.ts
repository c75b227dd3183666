import * as E from 'fp-ts/lib/Either.js';
import { bytesFor, elementsOf, type FileDType, isShape, widthOf } from './dtype.ts';
import { type IoError, ioError, quote, showShape } from './error.ts';

/**
 * The typed array of each element type. `f16` and `bf16` are kept as their bits; a `bool` is one byte, 0 or 1.
 */
export interface FileArrays {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  readonly f16: Uint16Array;
  readonly bf16: Uint16Array;
  readonly i64: BigInt64Array;
  readonly i32: Int32Array;
  readonly i16: Int16Array;
  readonly i8: Int8Array;
  readonly u64: BigUint64Array;
  readonly u32: Uint32Array;
  readonly u16: Uint16Array;
  readonly u8: Uint8Array;
  readonly bool: Uint8Array;
}

/**
 * A tensor as it is in a file: element type, shape, and the elements in row-major order. The core's `Value` of
 * dtype `f32`, `i32` or `bool` is one as it stands.
 */
export type FileTensor = {
  readonly [D in FileDType]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: FileArrays[D];
  };
}[FileDType];

type Build = (
  shape: readonly number[],
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
) => FileTensor;

const build: { readonly [D in FileDType]: Build } = {
  f64: (shape, b, o, n) => ({ dtype: 'f64', shape, data: new Float64Array(b, o, n) }),
  f32: (shape, b, o, n) => ({ dtype: 'f32', shape, data: new Float32Array(b, o, n) }),
  f16: (shape, b, o, n) => ({ dtype: 'f16', shape, data: new Uint16Array(b, o, n) }),
  bf16: (shape, b, o, n) => ({ dtype: 'bf16', shape, data: new Uint16Array(b, o, n) }),
  i64: (shape, b, o, n) => ({ dtype: 'i64', shape, data: new BigInt64Array(b, o, n) }),
  i32: (shape, b, o, n) => ({ dtype: 'i32', shape, data: new Int32Array(b, o, n) }),
  i16: (shape, b, o, n) => ({ dtype: 'i16', shape, data: new Int16Array(b, o, n) }),
  i8: (shape, b, o, n) => ({ dtype: 'i8', shape, data: new Int8Array(b, o, n) }),
  u64: (shape, b, o, n) => ({ dtype: 'u64', shape, data: new BigUint64Array(b, o, n) }),
  u32: (shape, b, o, n) => ({ dtype: 'u32', shape, data: new Uint32Array(b, o, n) }),
  u16: (shape, b, o, n) => ({ dtype: 'u16', shape, data: new Uint16Array(b, o, n) }),
  u8: (shape, b, o, n) => ({ dtype: 'u8', shape, data: new Uint8Array(b, o, n) }),
  bool: (shape, b, o, n) => ({ dtype: 'bool', shape, data: new Uint8Array(b, o, n) }),
};

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A copy with the bytes of every element reversed: little-endian to big-endian and back. */
export const swapBytes = (bytes: Uint8Array, width: number): Uint8Array => {
  const out = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += width) {
    for (let k = 0; k < width; k++) out[start + k] = bytes[start + width - 1 - k] ?? 0;
  }
  return out;
};

/** What {@link decodeBytes} needs to know. `name` is for messages. */
export interface Encoding {
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  readonly littleEndian?: boolean;
  readonly name?: string;
}

/**
 * A tensor from its bytes in row-major order. The elements are a view of `bytes` where alignment and byte order
 * allow it, else a copy: treat both as read-only. Refuses a `bool` that is neither 0 nor 1.
 */
export const decodeBytes = (encoding: Encoding, bytes: Uint8Array): E.Either<IoError, FileTensor> => {
  const { dtype, shape, littleEndian = true, name } = encoding;
  const where = name === undefined ? {} : { tensor: name };
  const label = name === undefined ? '' : `tensor ${quote(name)}: `;
  const expected = bytesFor(dtype, shape);
  if (bytes.length !== expected) {
    const takes = `${dtype} ${showShape(shape)} takes ${expected ?? 'more than 2^53'} bytes`;
    return E.left(ioError('BadTensor', `${label}${takes}, got ${bytes.length}`, where));
  }
  if (dtype === 'bool') {
    const bad = bytes.findIndex((byte) => byte > 1);
    if (bad >= 0) {
      const message = `${label}a boolean must be 0 or 1, element ${bad} is ${bytes[bad]}`;
      return E.left(ioError('BadTensor', message, where));
    }
  }
  const width = widthOf[dtype];
  const swapped = littleEndian === hostIsLittleEndian || width === 1 ? bytes : swapBytes(bytes, width);
  const aligned = swapped.byteOffset % width === 0 ? swapped : swapped.slice();
  return E.right(build[dtype](shape, aligned.buffer, aligned.byteOffset, aligned.length / width));
};

/** The elements as little-endian bytes: a view of the tensor's memory, or a copy on a big-endian host. */
export const encodeBytes = ({ dtype, data }: FileTensor): Uint8Array => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return hostIsLittleEndian ? bytes : swapBytes(bytes, widthOf[dtype]);
};

/** The tensor itself when its shape is a shape and has as many elements as `data`; to be asked before writing. */
export const checkTensor = (tensor: FileTensor, name?: string): E.Either<IoError, FileTensor> => {
  const where = name === undefined ? {} : { tensor: name };
  const label = name === undefined ? '' : `tensor ${quote(name)}: `;
  if (!isShape(tensor.shape)) {
    const message = `${label}sizes must be integers from 0 to 2^53 − 1, got ${showShape(tensor.shape)}`;
    return E.left(ioError('BadTensor', message, where));
  }
  const elements = elementsOf(tensor.shape);
  return elements === tensor.data.length
    ? E.right(tensor)
    : E.left(
        ioError(
          'BadTensor',
          `${label}shape ${showShape(tensor.shape)} has ${elements ?? 'more than 2^53'} elements, the data ${tensor.data.length}`,
          where,
        ),
      );
};
