import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { ioError } from '../../io/error.ts';
import type { IoError } from '../../io/index.ts';
import { systemError } from '../../io/node/file-source.ts';

/** Where the log of a run is. */
export const logPath = (folder: string): string => join(folder, 'log.jsonl');

/** Fails, with one clear error, unless the folder of a run is there. */
export const runFolder = (folder: string): TE.TaskEither<IoError, void> =>
  pipe(
    TE.tryCatch(() => stat(folder), systemError(folder, 'opening')),
    TE.mapLeft((error) =>
      error._tag === 'MissingFile' ? ioError('MissingFile', 'no such folder', { path: folder }) : error,
    ),
    TE.flatMap((found) =>
      found.isDirectory()
        ? TE.right(undefined)
        : TE.left(ioError('FileSystem', 'not a folder', { path: folder })),
    ),
  );
