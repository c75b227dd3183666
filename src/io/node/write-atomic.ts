import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { IoError } from '../error.ts';
import { systemError } from './file-source.ts';

const writeAll = async (handle: FileHandle, chunks: Iterable<Uint8Array>): Promise<void> => {
  for (const chunk of chunks) {
    let done = 0;
    while (done < chunk.length) {
      const { bytesWritten } = await handle.write(chunk, done, Math.min(1 << 30, chunk.length - done));
      done += bytesWritten;
    }
  }
  await handle.sync();
};

/** Makes the rename itself last through a power cut. Not every system can; the file is whole either way. */
const syncDirectory = async (directory: string): Promise<void> => {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows does not open directories, and some file systems do not sync them.
  }
};

const replace = async (path: string, chunks: Iterable<Uint8Array>): Promise<void> => {
  const temporary = join(
    dirname(path),
    `.${basename(path).slice(0, 32)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  const handle = await open(temporary, 'wx');
  try {
    await writeAll(handle, chunks).finally(() => handle.close());
    await rename(temporary, path);
  } catch (reason) {
    await rm(temporary, { force: true });
    throw reason;
  }
  await syncDirectory(dirname(path));
};

/**
 * Writes a file all or nothing: into a temporary file in the same directory, flushed to disk, then renamed over
 * `path`. Whoever reads `path` meanwhile sees the old content or the new, never a part; after a failure the old
 * content stands and the temporary file is gone. A symbolic link at `path` is replaced, not followed.
 */
export const writeFileAtomic = (path: string, chunks: Iterable<Uint8Array>): TE.TaskEither<IoError, void> =>
  pipe(TE.tryCatch(() => replace(path, chunks), systemError(path, 'writing')));
