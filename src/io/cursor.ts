import * as E from 'fp-ts/lib/Either.js';
import { quote } from './error.ts';

/** Thrown inside this folder's two small parsers, and caught by {@link parseAll}: it never leaves them. */
class Unexpected {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A place in a text, for recursive-descent parsing. */
export interface Cursor {
  readonly text: string;
  position: number;
}

/** Nesting beyond this is refused, so that no text can exhaust the stack. */
export const maxDepth = 32;

/** Stops the parse. */
export const fail = (message: string): never => {
  throw new Unexpected(message);
};

/** Stops the parse, saying what was expected here and what is there. */
export const failHere = (cursor: Cursor, expected: string): never => {
  const { text, position } = cursor;
  const found = position < text.length ? quote(text.slice(position, position + 12)) : 'the end';
  return fail(`expected ${expected} at character ${position}, got ${found}`);
};

/** What the sticky pattern matches here, stepped over; `undefined` when it does not match. */
export const take = (cursor: Cursor, sticky: RegExp): string | undefined => {
  sticky.lastIndex = cursor.position;
  const match = sticky.exec(cursor.text)?.[0];
  if (match !== undefined) cursor.position += match.length;
  return match;
};

/** True, and stepped over, when the text goes on with `token`. */
export const takeToken = (cursor: Cursor, token: string): boolean => {
  if (!cursor.text.startsWith(token, cursor.position)) return false;
  cursor.position += token.length;
  return true;
};

/** Steps over `token`, or stops the parse. */
export const need = (cursor: Cursor, token: string): void => {
  if (!takeToken(cursor, token)) failHere(cursor, quote(token));
};

/** Runs a parser over the whole text: its value, or a message that says what was expected where. */
export const parseAll = <A>(text: string, parse: (cursor: Cursor) => A): E.Either<string, A> => {
  const cursor: Cursor = { text, position: 0 };
  try {
    const value = parse(cursor);
    return E.right(cursor.position < text.length ? failHere(cursor, 'the end') : value);
  } catch (reason) {
    if (reason instanceof Unexpected) return E.left(reason.message);
    throw reason;
  }
};
