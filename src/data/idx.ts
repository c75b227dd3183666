import * as E from 'fp-ts/lib/Either.js';
import { bytesFor, type FileDType } from '../io/dtype.ts';
import { type IoError, ioError, showShape } from '../io/error.ts';
import { decodeBytes, type FileTensor } from '../io/file-tensor.ts';

const dtypes: ReadonlyMap<number, FileDType> = new Map([
  [0x08, 'u8'],
  [0x09, 'i8'],
  [0x0b, 'i16'],
  [0x0c, 'i32'],
  [0x0d, 'f32'],
  [0x0e, 'f64'],
]);

const truncated = (message: string): E.Either<IoError, never> =>
  E.left(ioError('Truncated', message, { offset: 0 }));

/**
 * Parses an IDX file, the format of MNIST: two zero bytes, a byte for the element type, a byte for the number of
 * axes, each axis' size as a big-endian u32, then the elements, row-major and big-endian.
 *
 * @example
 * ```ts
 * import { parseIdx } from 'thwc/data';
 * // A file of u8 (8) with 1 axis of size 2.
 * const file = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9)); // right: { dtype: 'u8', shape: [2], data: [7, 9] }
 * ```
 */
export const parseIdx = (bytes: Uint8Array): E.Either<IoError, FileTensor> => {
  const [zero0, zero1, code, axes] = bytes;
  if (code === undefined || axes === undefined)
    return truncated(`expected at least 4 bytes, got ${bytes.length}`);
  const dtype = dtypes.get(code);
  if (zero0 !== 0 || zero1 !== 0 || dtype === undefined) {
    const got = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const message = `an IDX file starts with 00 00 and a type of 08, 09, 0b, 0c, 0d or 0e, got ${got}`;
    return E.left(ioError('BadHeader', message, { offset: 0 }));
  }
  const start = 4 + 4 * axes;
  if (bytes.length < start)
    return truncated(`${axes} axes take a header of ${start} bytes, the file has ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = bytesFor(dtype, shape);
  const rest = bytes.length - start;
  const message = `${dtype} ${showShape(shape)} takes ${size ?? 'more than 2^53'} bytes from byte ${start} on, the file has ${rest} there`;
  if (size === undefined || size > rest) return truncated(message);
  if (size < rest)
    return E.left(ioError('BadLayout', `${message}: bytes left over`, { offset: start + size }));
  return decodeBytes({ dtype, shape, littleEndian: false }, bytes.subarray(start));
};
