/** What was wrong with a listing, and where (lines and columns from 1). */
export interface ParseError {
  readonly _tag: 'ParseError';
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly got: string;
  /** All of it in one line: `line 2, column 7: expected a value, such as %0; got "x"`. */
  readonly message: string;
}

/** A place in a text. Parsers move it forwards. */
export interface Cursor {
  readonly text: string;
  position: number;
}

/** How a parser stops; `parseProgram` catches it, so it never leaves this folder. */
export class ParseFailure extends Error {
  override readonly name = 'ParseFailure';
  readonly error: ParseError;
  constructor(error: ParseError) {
    super(error.message);
    this.error = error;
  }
}

const longestShown = 24;

/** The token at a place, as errors show it. */
const tokenAt = (text: string, position: number): string => {
  if (position >= text.length) return 'the end of the text';
  const [token = ''] = /^(?:[\w.%+-]+|.)/su.exec(text.slice(position, position + 200)) ?? [];
  return JSON.stringify(token.length > longestShown ? `${token.slice(0, longestShown)}…` : token);
};

/** Stops: `expected` was not found at `position`. */
export const fail = (
  cursor: Cursor,
  expected: string,
  position: number = cursor.position,
  got: string = tokenAt(cursor.text, position),
): never => {
  const before = cursor.text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  const message = `line ${line}, column ${column}: expected ${expected}; got ${got}`;
  throw new ParseFailure({ _tag: 'ParseError', line, column, expected, got, message });
};

const space = /(?:[ \t\r\n]|\/\/[^\n]*)*/y;

/** Moves past white space and `// comments`. */
export const skip = (cursor: Cursor): void => {
  space.lastIndex = cursor.position;
  space.exec(cursor.text);
  cursor.position = space.lastIndex;
};

/** Takes what a sticky expression matches here, or nothing. White space before it is skipped. */
export const take = (cursor: Cursor, pattern: RegExp): string | undefined => {
  skip(cursor);
  return takeHere(cursor, pattern);
};

/** As {@link take}, without skipping anything. */
export const takeHere = (cursor: Cursor, pattern: RegExp): string | undefined => {
  pattern.lastIndex = cursor.position;
  const [found] = pattern.exec(cursor.text) ?? [];
  if (found === undefined) return undefined;
  cursor.position += found.length;
  return found;
};

/** Takes exactly this text, or says that it was not there. */
export const takeText = (cursor: Cursor, text: string): boolean => {
  skip(cursor);
  if (!cursor.text.startsWith(text, cursor.position)) return false;
  cursor.position += text.length;
  return true;
};

export const demandText = (cursor: Cursor, text: string, why = ''): void => {
  if (!takeText(cursor, text)) fail(cursor, `"${text}"${why}`);
};

/** Items between two brackets, separated by commas. */
export const sequence = <A>(
  cursor: Cursor,
  open: string,
  close: string,
  item: (index: number) => A,
): readonly A[] => {
  demandText(cursor, open);
  const items: A[] = [];
  if (takeText(cursor, close)) return items;
  do items.push(item(items.length));
  while (takeText(cursor, ','));
  if (!takeText(cursor, close)) fail(cursor, `"," or "${close}"`);
  return items;
};
