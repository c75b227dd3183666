import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type ByteSource, concatBytes } from './byte-source.ts';
import { widthOf } from './dtype.ts';
import type { IoError } from './error.ts';
import { decodeBytes, type FileTensor } from './file-tensor.ts';
import { rowMajorBytes } from './fortran.ts';
import { type NpyHeader, npyPrefix, parseNpyHeader } from './npy-header.ts';
import { type RowRange, rowRange } from './rows.ts';

/** A .npy file whose header is read and checked, and whose elements are not read. */
export interface NpySource {
  readonly header: NpyHeader;
  readonly source: ByteSource;
}

const decode = (
  header: NpyHeader,
  shape: readonly number[],
  bytes: Uint8Array,
): E.Either<IoError, FileTensor> => {
  const { dtype, littleEndian, fortranOrder } = header;
  const ordered = fortranOrder && shape.length > 1 ? rowMajorBytes(bytes, shape, widthOf[dtype]) : bytes;
  return decodeBytes({ dtype, shape, littleEndian }, ordered);
};

/**
 * Parses a .npy file in memory, versions 1 to 3, either byte order, C or Fortran order; the tensor is row-major.
 * Objects, strings, complex numbers and structured types are refused, and so are bytes left over.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { flow } from 'fp-ts/lib/function.js';
 * import { parseNpy, toF32 } from 'thwc/io';
 * const read = flow(parseNpy, E.map(toF32)); // bytes → 32-bit floats, or what is wrong with them
 * ```
 */
export const parseNpy = (bytes: Uint8Array): E.Either<IoError, FileTensor> =>
  pipe(
    npyPrefix(bytes.subarray(0, 12), bytes.length),
    E.flatMap((prefix) =>
      parseNpyHeader(prefix, bytes.subarray(prefix.start, prefix.start + prefix.length), bytes.length),
    ),
    E.flatMap((header) => decode(header, header.shape, bytes.subarray(header.dataStart))),
  );

/** Reads and checks the header of a .npy file, and nothing more: the file may be larger than memory. */
export const openNpy = (source: ByteSource): TE.TaskEither<IoError, NpySource> =>
  pipe(
    source.read(0, Math.min(12, source.size)),
    TE.flatMapEither((first) => npyPrefix(first, source.size)),
    TE.flatMap((prefix) =>
      pipe(
        source.read(prefix.start, prefix.length),
        TE.flatMapEither((bytes) => parseNpyHeader(prefix, bytes, source.size)),
      ),
    ),
    TE.map((header) => ({ header, source })),
  );

/** In Fortran's order each column holds its rows together: one read for each column, one after another. */
const readColumns = (
  { header, source }: NpySource,
  from: number,
  rows: RowRange,
): TE.TaskEither<IoError, Uint8Array> => {
  const [count = 0] = header.shape;
  const [wanted = 0] = rows.shape;
  if (wanted === count) return source.read(header.dataStart, rows.length);
  if (rows.length === 0) return TE.right(new Uint8Array(0));
  const width = widthOf[header.dtype];
  const columns = rows.length / (wanted * width);
  return async () => {
    const pieces: Uint8Array[] = [];
    for (let column = 0; column < columns; column++) {
      const offset = header.dataStart + (column * count + from) * width;
      const piece = await source.read(offset, wanted * width)();
      if (E.isLeft(piece)) return piece;
      pieces.push(piece.right);
    }
    return E.right(concatBytes(pieces));
  };
};

/**
 * Reads rows `from` … `to` − 1 (slices along axis 0), and only them: a tensor of shape `[to − from, …rest]`.
 * A file in Fortran's order takes one small read for each column.
 *
 * @example
 * ```ts
 * import { flow } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { openNpy, readNpyRows } from 'thwc/io';
 * const firstRows = flow(openNpy, TE.flatMap((file) => readNpyRows(file, 0, 32)));
 * ```
 */
export const readNpyRows = (file: NpySource, from: number, to: number): TE.TaskEither<IoError, FileTensor> =>
  pipe(
    TE.fromEither(rowRange(file.header, from, to)),
    TE.flatMap((rows) =>
      pipe(
        file.header.fortranOrder
          ? readColumns(file, from, rows)
          : file.source.read(file.header.dataStart + rows.offset, rows.length),
        TE.flatMapEither((bytes) => decode(file.header, rows.shape, bytes)),
      ),
    ),
  );
