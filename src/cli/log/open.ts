import { constants, type FileHandle, open } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { IoError } from '../../io/index.ts';
import { systemError } from '../../io/node/file-source.ts';
import { encodeEntry, type LogEntry } from './entry.ts';
import type { RunLogError } from './error.ts';
import { logPath, runFolder } from './file.ts';

/** The log of a run, to write to. */
export interface RunLog {
  readonly path: string;
  /**
   * Adds one line: all of it or, after an error (a full disk), nothing. When the task ends it is on the disk. Entries
   * are written in the order in which their tasks are started. There is nothing to close.
   */
  readonly append: (entry: LogEntry) => TE.TaskEither<RunLogError, void>;
}

const block = 1 << 16;

/** Cuts off what stands after the last end of a line; gives the file's length then. */
const mendTail = async (handle: FileHandle): Promise<number> => {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(block);
  for (let end = size; end > 0; end -= block) {
    const start = Math.max(0, end - block);
    const { bytesRead } = await handle.read(bytes, 0, end - start, start);
    const last = bytes.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (last === -1) continue;
    const whole = start + last + 1;
    if (whole < size) await handle.truncate(whole);
    return whole;
  }
  if (size > 0) await handle.truncate(0);
  return 0;
};

/** Runs `use` on the opened log, and closes it. */
const withLog = <A>(
  path: string,
  flags: number,
  use: (handle: FileHandle) => Promise<A>,
): TE.TaskEither<IoError, A> =>
  TE.tryCatch(
    async () => {
      const handle = await open(path, constants.O_RDWR | constants.O_APPEND | flags);
      try {
        if (!(await handle.stat()).isFile()) throw new Error('not a regular file');
        return await use(handle);
      } finally {
        await handle.close();
      }
    },
    systemError(path, 'writing'),
  );

const appendLine = (path: string, line: string): TE.TaskEither<IoError, void> =>
  withLog(path, 0, async (handle) => {
    const whole = await mendTail(handle);
    try {
      await handle.appendFile(`${line}\n`);
      await handle.datasync();
    } catch (reason) {
      // Where this fails too, the next to open the log cuts the rest off.
      await handle.truncate(whole).catch(() => undefined);
      throw reason;
    }
  });

/**
 * Opens the log of a run to add to it, `log.jsonl` in its folder, which must be there; the log is made when it is not. What a
 * killed process left of a line at its end is cut off. One process at a time.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { openRunLog } from './index.ts';
 * const finish = (folder: string, step: number) =>
 *   pipe(
 *     openRunLog(folder),
 *     TE.flatMap(({ append }) => append({ kind: 'stop', step, reason: 'done', message: '600 videos seen' })),
 *   );
 * ```
 */
export const openRunLog = (folder: string): TE.TaskEither<RunLogError, RunLog> => {
  const path = logPath(folder);
  return pipe(
    runFolder(folder),
    TE.flatMap(() => withLog(path, constants.O_CREAT, mendTail)),
    TE.map((): RunLog => {
      // One at a time: two writes at once could mix their bytes.
      let last: Promise<unknown> = Promise.resolve();
      return {
        path,
        append: (entry) => () => {
          const line = encodeEntry(entry);
          if (E.isLeft(line)) return Promise.resolve(E.left({ _tag: 'BadEntry', path, message: line.left }));
          const written = last.then(appendLine(path, line.right));
          last = written;
          return written;
        },
      };
    }),
  );
};
