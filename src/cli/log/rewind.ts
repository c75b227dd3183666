import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { writeFileAtomic } from '../../io/node.ts';
import type { RunLogError } from './error.ts';
import { logPath } from './file.ts';
import type { TornTail } from './lines.ts';
import { readLogLines } from './read.ts';

/** What rewinding a log did. */
export interface Rewound {
  /** Entries that stand. */
  readonly kept: number;
  /** Entries that are gone. */
  readonly dropped: number;
  /** What a killed process had left at the end, also gone. */
  readonly torn: TornTail | undefined;
}

const lineEnd = Uint8Array.of(0x0a);

/**
 * Takes a log back to where it was at a step: without the entries after it, and without a torn tail. For an exact
 * resume from the checkpoint of that step, whose lines will then be written again. Lines that stay keep their bytes. The
 * log is replaced as a whole or not at all; one that has nothing to lose is not touched.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { openRunLog, rewindRunLog } from './index.ts';
 * const resume = (folder: string, step: number) =>
 *   pipe(rewindRunLog(folder, step), TE.flatMap(() => openRunLog(folder)));
 * ```
 */
export const rewindRunLog = (folder: string, step: number): TE.TaskEither<RunLogError, Rewound> =>
  pipe(
    readLogLines(folder),
    TE.flatMap(({ lines, torn }): TE.TaskEither<RunLogError, Rewound> => {
      const kept = lines.filter(({ entry }) => entry.step <= step);
      const rewound: Rewound = { kept: kept.length, dropped: lines.length - kept.length, torn };
      if (rewound.dropped === 0 && torn === undefined) return TE.right(rewound);
      return pipe(
        writeFileAtomic(
          logPath(folder),
          kept.flatMap(({ bytes }) => [bytes, lineEnd]),
        ),
        TE.map(() => rewound),
      );
    }),
  );
