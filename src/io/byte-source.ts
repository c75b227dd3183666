import * as TE from 'fp-ts/lib/TaskEither.js';
import { type IoError, ioError } from './error.ts';

/**
 * Bytes that can be read piece by piece: a file, a `Blob`, an array. `size` is in bytes. `read` gives exactly
 * `length` bytes, or an error.
 */
export interface ByteSource {
  readonly size: number;
  /** `length` bytes from `offset` on. */
  readonly read: (offset: number, length: number) => TE.TaskEither<IoError, Uint8Array>;
}

/** The error of a range that is not all inside a source, or `undefined`. Asked before anything is allocated. */
export const rangeError = (size: number, offset: number, length: number): IoError | undefined =>
  Number.isSafeInteger(offset) &&
  Number.isSafeInteger(length) &&
  offset >= 0 &&
  length >= 0 &&
  offset + length <= size
    ? undefined
    : ioError('Truncated', `expected ${length} bytes at offset ${offset}, the file has ${size}`, { offset });

/** A source over bytes in memory; what it reads are views of them. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => {
    const error = rangeError(bytes.length, offset, length);
    return error === undefined ? TE.right(bytes.subarray(offset, offset + length)) : TE.left(error);
  },
});

/**
 * A source over a `Blob`, such as a file a visitor of a web page picked: only what is asked for is read.
 *
 * @example
 * ```ts
 * import { blobSource, openSafetensors } from 'thwc/io';
 * const read = (picked: File) => openSafetensors(blobSource(picked));
 * ```
 */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: (offset, length) => {
    const error = rangeError(blob.size, offset, length);
    if (error !== undefined) return TE.left(error);
    return TE.tryCatch(
      async () => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
      (reason) =>
        ioError('FileSystem', `reading ${length} bytes at offset ${offset}: ${String(reason)}`, { offset }),
    );
  },
});

/** Pieces of bytes as one array. */
export const concatBytes = (chunks: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
};
