import { type FileHandle, open, stat } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type ByteSource, rangeError } from '../byte-source.ts';
import { type IoError, ioError, withPath } from '../error.ts';

/** What the operating system said, as an {@link IoError}. */
export const systemError =
  (path: string, doing: string) =>
  (reason: unknown): IoError => {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : undefined;
    if (code === 'ENOENT') return ioError('MissingFile', `${doing}: no such file`, { path });
    // Node adds the call and its paths, temporary ones among them; the path that matters is said by the error itself.
    const said = (reason instanceof Error ? reason.message : String(reason)).replace(/, [a-z]+ '.*$/s, '');
    return ioError('FileSystem', `${doing}: ${said.replace(/\s+/g, ' ')}`, { path });
  };

/** Most bytes asked of the system at once; Node refuses reads of 2 GiB or more. */
const piece = 1 << 30;

const readFully = async (
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<E.Either<IoError, Uint8Array>> => {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(piece, length - done), offset + done);
    if (bytesRead === 0) {
      const message = `expected ${length} bytes at offset ${offset}, the file ended after ${done}: it changed meanwhile`;
      return E.left(ioError('Truncated', message, { offset: offset + done }));
    }
    done += bytesRead;
  }
  return E.right(bytes);
};

const sourceOf = (path: string, handle: FileHandle, size: number): ByteSource => ({
  size,
  read: (offset, length) => {
    const error = rangeError(size, offset, length);
    if (error !== undefined) return TE.left(error);
    return pipe(
      TE.tryCatch(() => readFully(handle, offset, length), systemError(path, 'reading')),
      TE.flatMapEither((bytes) => bytes),
    );
  },
});

interface OpenFile {
  readonly handle: FileHandle;
  readonly source: ByteSource;
}

const openFile = async (path: string): Promise<OpenFile> => {
  // Asked before opening: to open a pipe waits for someone to write to it.
  if (!(await stat(path)).isFile()) throw new Error('not a regular file');
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return { handle, source: sourceOf(path, handle, size) };
  } catch (reason) {
    await handle.close();
    throw reason;
  }
};

/**
 * Opens a file, runs `use` with it as a {@link ByteSource}, and closes it whatever happens. Only the ranges that
 * `use` reads are read. Errors carry the path.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { openSafetensors, readTensorRows } from 'thwc/io';
 * import { withFile } from 'thwc/io/node';
 * const rows = withFile('features.safetensors', (source) =>
 *   pipe(openSafetensors(source), TE.flatMap((file) => readTensorRows(file, 'features', 0, 32))),
 * );
 * ```
 */
export const withFile = <A>(
  path: string,
  use: (source: ByteSource) => TE.TaskEither<IoError, A>,
): TE.TaskEither<IoError, A> =>
  TE.bracket(
    TE.tryCatch(() => openFile(path), systemError(path, 'opening')),
    ({ source }) => pipe(use(source), TE.mapLeft(withPath(path))),
    ({ handle }) => TE.tryCatch(() => handle.close(), systemError(path, 'closing')),
  );

/** The whole of a file. */
export const readFileBytes = (path: string): TE.TaskEither<IoError, Uint8Array> =>
  withFile(path, (source) => source.read(0, source.size));
