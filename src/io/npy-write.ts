import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { concatBytes } from './byte-source.ts';
import { type FileDType, widthOf } from './dtype.ts';
import { type IoError, ioError } from './error.ts';
import { checkTensor, encodeBytes, type FileTensor } from './file-tensor.ts';
import { maxNpyHeaderBytes, type NpyVersion, npyDTypes } from './npy-header.ts';

const nameOf = new Map<FileDType, string>([...npyDTypes].map(([name, dtype]) => [dtype, name]));

/** numpy leaves room for the first size to grow to 21 digits, so that rows can be appended in place. */
const growthRoom = (shape: readonly number[]): string =>
  ' '.repeat(shape[0] === undefined ? 0 : Math.max(0, 21 - String(shape[0]).length));

const headerOf = (name: string, width: number, shape: readonly number[], version: NpyVersion): Uint8Array => {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const order = width === 1 ? '|' : '<';
  const dict = `{'descr': '${order}${name}', 'fortran_order': False, 'shape': ${sizes}, }${growthRoom(shape)}`;
  const start = version === 1 ? 10 : 12;
  const end = Math.ceil((start + dict.length + 1) / 64) * 64;
  const text = `${dict.padEnd(end - start - 1)}\n`;
  const header = new Uint8Array(end);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(header.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  header.set(new TextEncoder().encode(text), start);
  return header;
};

/**
 * A .npy file as pieces to be written one after another: little-endian, row-major, byte for byte what numpy saves.
 * `bf16` is refused, for numpy has no name for it.
 */
export const npyChunks = (
  tensor: FileTensor,
  version: NpyVersion = 1,
): E.Either<IoError, readonly Uint8Array[]> => {
  const name = nameOf.get(tensor.dtype);
  if (name === undefined)
    return E.left(ioError('Unsupported', `the .npy format has no dtype for ${tensor.dtype}`));
  return pipe(
    checkTensor(tensor),
    E.map(() => headerOf(name, widthOf[tensor.dtype], tensor.shape, version)),
    E.filterOrElse(
      (header) => header.length <= maxNpyHeaderBytes,
      () => ioError('Unsupported', `a shape of ${tensor.shape.length} axes is too long for a .npy header`),
    ),
    E.map((header) => [header, encodeBytes(tensor)]),
  );
};

/**
 * A .npy file as one array of bytes.
 *
 * @example
 * ```ts
 * import { serializeNpy } from 'thwc/io';
 * const file = serializeNpy({ dtype: 'f32', shape: [2], data: Float32Array.of(1, 2) }); // right: the bytes
 * ```
 */
export const serializeNpy = (tensor: FileTensor, version: NpyVersion = 1): E.Either<IoError, Uint8Array> =>
  pipe(npyChunks(tensor, version), E.map(concatBytes));
