import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { ByteSource } from './byte-source.ts';
import { type IoError, ioError, quote } from './error.ts';
import { decodeBytes, type FileTensor } from './file-tensor.ts';
import { rowRange } from './rows.ts';
import {
  headerLength,
  parseSafetensorsHeader,
  type SafetensorsHeader,
  type TensorInfo,
} from './safetensors-header.ts';

/** Named tensors and the strings that go with them: all that a safetensors file says. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, FileTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** A safetensors file in memory: its header checked, its tensors still raw bytes. */
export interface SafetensorsBytes {
  readonly header: SafetensorsHeader;
  readonly bytes: Uint8Array;
}

/** A safetensors file somewhere else: its header read and checked, its tensors not read. */
export interface SafetensorsSource {
  readonly header: SafetensorsHeader;
  readonly source: ByteSource;
}

const infoNamed = (header: SafetensorsHeader, name: string): E.Either<IoError, TensorInfo> => {
  const info = header.tensors.get(name);
  if (info !== undefined) return E.right(info);
  const names = [...header.tensors.keys()].sort().slice(0, 8).map(quote).join(', ');
  const more = header.tensors.size > 8 ? `, … (${header.tensors.size})` : '';
  const has = names === '' ? 'the file has none' : `the file has ${names}${more}`;
  return E.left(ioError('UnknownTensor', `no tensor ${quote(name)}: ${has}`, { tensor: name }));
};

/**
 * Checks a safetensors file in memory. Every failure is one {@link IoError}; tensors are decoded when asked for.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { flow } from 'fp-ts/lib/function.js';
 * import { parseSafetensors, tensorOf, toF32 } from 'thwc/io';
 * const weight = flow(parseSafetensors, E.flatMap((file) => tensorOf(file, 'send.0.weight')), E.map(toF32));
 * ```
 */
export const parseSafetensors = (bytes: Uint8Array): E.Either<IoError, SafetensorsBytes> =>
  pipe(
    headerLength(bytes, bytes.length),
    E.flatMap((length) => parseSafetensorsHeader(bytes.subarray(8, 8 + length), bytes.length)),
    E.map((header) => ({ header, bytes })),
  );

/** The raw little-endian bytes of a tensor: a view. */
export const rawBytesOf = (
  { header, bytes }: SafetensorsBytes,
  name: string,
): E.Either<IoError, Uint8Array> =>
  pipe(
    infoNamed(header, name),
    E.map(({ begin, end }) => bytes.subarray(begin, end)),
  );

/** One tensor of a file in memory. It may share the file's memory: treat it as read-only. */
export const tensorOf = ({ header, bytes }: SafetensorsBytes, name: string): E.Either<IoError, FileTensor> =>
  pipe(
    infoNamed(header, name),
    E.flatMap((info) => decodeBytes(info, bytes.subarray(info.begin, info.end))),
  );

/** All tensors of a file in memory, in the order of their bytes. */
export const tensorsOf = (file: SafetensorsBytes): E.Either<IoError, TensorFile> => {
  const tensors = new Map<string, FileTensor>();
  for (const name of file.header.tensors.keys()) {
    const tensor = tensorOf(file, name);
    if (E.isLeft(tensor)) return tensor;
    tensors.set(name, tensor.right);
  }
  return E.right({ tensors, metadata: file.header.metadata });
};

/**
 * Reads and checks the header of a safetensors file, and nothing more: the file may be larger than memory.
 */
export const openSafetensors = (source: ByteSource): TE.TaskEither<IoError, SafetensorsSource> =>
  pipe(
    source.read(0, Math.min(8, source.size)),
    TE.flatMapEither((first) => headerLength(first, source.size)),
    TE.flatMap((length) => source.read(8, length)),
    TE.flatMapEither((bytes) => parseSafetensorsHeader(bytes, source.size)),
    TE.map((header) => ({ header, source })),
  );

/** Reads one tensor, and only it. */
export const readTensor = (
  { header, source }: SafetensorsSource,
  name: string,
): TE.TaskEither<IoError, FileTensor> =>
  pipe(
    TE.fromEither(infoNamed(header, name)),
    TE.flatMap((info) =>
      pipe(
        source.read(info.begin, info.end - info.begin),
        TE.flatMapEither((bytes) => decodeBytes(info, bytes)),
      ),
    ),
  );

/**
 * Reads rows `from` … `to` − 1 of a tensor (its slices along axis 0), and only them: a tensor of shape
 * `[to − from, …rest]`.
 *
 * @example
 * ```ts
 * import { readTensorRows, type SafetensorsSource } from 'thwc/io';
 * const some = (file: SafetensorsSource) => readTensorRows(file, 'features', 64, 96); // 32 of its rows
 * ```
 */
export const readTensorRows = (
  { header, source }: SafetensorsSource,
  name: string,
  from: number,
  to: number,
): TE.TaskEither<IoError, FileTensor> =>
  pipe(
    TE.Do,
    TE.bind('info', () => TE.fromEither(infoNamed(header, name))),
    TE.bind('rows', ({ info }) => TE.fromEither(rowRange(info, from, to))),
    TE.flatMap(({ info, rows }) =>
      pipe(
        source.read(info.begin + rows.offset, rows.length),
        TE.flatMapEither((bytes) => decodeBytes({ ...info, shape: rows.shape }, bytes)),
      ),
    ),
  );
