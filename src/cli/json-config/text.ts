import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { parseJson } from '../../io/json.ts';

/** A place in a text of several lines, as an editor counts. */
const lineAndColumn = (text: string, position: number): string => {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

/** The parser counts characters from the start; whoever wrote the file sees lines. */
const withLines = (text: string, message: string): string =>
  text.includes('\n')
    ? message.replace(/(?<= (?:at|before) )character (\d+)/, (_, position) =>
        lineAndColumn(text, Number(position)),
      )
    : message;

/**
 * Reads strict JSON as plain data. A key that stands twice in one object is refused: `JSON.parse` would take the last, but a
 * configuration that says two things says nothing. −0 is read as 0, which is how it is written again.
 *
 * @returns left: what was expected, where, in one line
 * @example
 * ```ts
 * import { parseConfigText } from './text.ts';
 * const twice = parseConfigText('{"dim": 1, "dim": 2}'); // left: not sound JSON: the key "dim" stands twice …
 * ```
 */
export const parseConfigText = (text: string): E.Either<string, unknown> =>
  pipe(
    parseJson(text),
    E.bimap(
      (message) => `not sound JSON: ${withLines(text, message)}`,
      (): unknown => JSON.parse(text, (_, value) => (value === 0 ? 0 : value)),
    ),
  );
