import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { ioError } from '../../io/error.ts';
import { readFileBytes } from '../../io/node.ts';
import { decodeEntry, type LogEntry } from './entry.ts';
import type { BadLine, RunLogError } from './error.ts';
import { logPath, runFolder } from './file.ts';
import { linesOf, type TornTail } from './lines.ts';

/** An entry, and the line that it was read from. */
export interface LogLine {
  readonly entry: LogEntry;
  /** As it stands in the file, without its end. */
  readonly bytes: Uint8Array;
}

/** What the log of a run holds. */
export interface LogContents {
  readonly entries: readonly LogEntry[];
  /** What a killed process left at the end, which is not among the entries. */
  readonly torn: TornTail | undefined;
}

const textOf = (bytes: Uint8Array): E.Either<string, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    () => 'not UTF-8',
  );

/** A log taken apart: its entries with their lines, and what is left at the end. */
export interface LogLines {
  readonly lines: readonly LogLine[];
  readonly torn: TornTail | undefined;
}

/** Reads the bytes of a log. */
export const parseLog = (path: string, bytes: Uint8Array): E.Either<BadLine, LogLines> => {
  const { whole, torn } = linesOf(bytes);
  const lines: LogLine[] = [];
  for (const [i, line] of whole.entries()) {
    const entry = pipe(textOf(line), E.flatMap(decodeEntry));
    if (E.isLeft(entry)) return E.left({ _tag: 'BadLine', path, line: i + 1, message: entry.left });
    lines.push({ entry: entry.right, bytes: line });
  }
  return E.right({ lines, torn });
};

/** {@link readRunLog} with the lines as they stand. */
export const readLogLines = (folder: string): TE.TaskEither<RunLogError, LogLines> =>
  pipe(
    runFolder(folder),
    TE.flatMap(() => readFileBytes(logPath(folder))),
    TE.mapLeft((error) =>
      error._tag === 'MissingFile' && error.path !== folder
        ? ioError('MissingFile', 'no log.jsonl in it: not the folder of a run', { path: folder })
        : error,
    ),
    TE.flatMapEither((bytes): E.Either<RunLogError, LogLines> => parseLog(logPath(folder), bytes)),
  );

/**
 * Reads the log of a run. A last line without its end is what a killed process leaves: it is dropped, and reported as
 * `torn`. Any other line that can not be read is an error with its number.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readRunLog } from './index.ts';
 * const log = await readRunLog('no-such-run')();
 * console.log(E.isLeft(log) ? log.left.message : log.right.entries.length);
 * // no such folder
 * ```
 */
export const readRunLog = (folder: string): TE.TaskEither<RunLogError, LogContents> =>
  pipe(
    readLogLines(folder),
    TE.map(({ lines, torn }) => ({ entries: lines.map(({ entry }) => entry), torn })),
  );
