import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { renderIoError } from '../../../io/index.ts';
import { readFileBytes } from '../../../io/node.ts';
import type { ConfigFile } from './resolve.ts';

/** UTF-8 text; a byte order mark, as some editors write it, is not part of it. */
const decoded = (bytes: Uint8Array): E.Either<string, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => 'not UTF-8 text',
  );

/**
 * Reads a configuration file for `resolveTrainConfig`.
 *
 * @returns left: one line that names the file: missing, a folder, no text
 */
export const readConfigFile = (path: string): TE.TaskEither<string, ConfigFile> =>
  pipe(
    readFileBytes(path),
    TE.mapLeft(renderIoError),
    TE.flatMapEither((bytes) =>
      pipe(
        decoded(bytes),
        E.bimap(
          (problem) => `${path}: ${problem}`,
          (text) => ({ name: path, text }),
        ),
      ),
    ),
  );
