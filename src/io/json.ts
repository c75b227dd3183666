import type * as E from 'fp-ts/lib/Either.js';
import { type Cursor, fail, failHere, maxDepth, need, parseAll, take, takeToken } from './cursor.ts';
import { quote } from './error.ts';

/**
 * A JSON value. Numbers are kept as they are written, so that a reader can tell `8` from `8.0` and from a number
 * too large for a double.
 */
export type Json =
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Json> }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' };

const space = (cursor: Cursor) => take(cursor, /[ \t\n\r]*/y);

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const parseString = (cursor: Cursor): string => {
  const start = cursor.position;
  need(cursor, '"');
  let value = '';
  while (!takeToken(cursor, '"')) {
    // Anything from U+0020 on but the quote and the backslash.
    value += take(cursor, /[ !#-[\]-\u{10ffff}]+/uy) ?? escaped(cursor);
  }
  if (/\p{Surrogate}/u.test(value)) fail(`the string at character ${start} has half a surrogate pair`);
  return value;
};

const escaped = (cursor: Cursor): string => {
  const code = take(cursor, /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y);
  if (code === undefined) return failHere(cursor, 'the rest of a string');
  if (code[1] === 'u') return String.fromCharCode(Number.parseInt(code.slice(2), 16));
  return escapes.get(code.slice(1)) ?? code.slice(1);
};

const parseObject = (cursor: Cursor, depth: number): Json => {
  const entries = new Map<string, Json>();
  need(cursor, '{');
  space(cursor);
  if (takeToken(cursor, '}')) return { kind: 'object', entries };
  do {
    space(cursor);
    const key = parseString(cursor);
    if (entries.has(key))
      fail(`the key ${quote(key)} stands twice in one object, again before character ${cursor.position}`);
    space(cursor);
    need(cursor, ':');
    entries.set(key, parseValue(cursor, depth));
    space(cursor);
  } while (takeToken(cursor, ','));
  need(cursor, '}');
  return { kind: 'object', entries };
};

const parseArray = (cursor: Cursor, depth: number): Json => {
  const items: Json[] = [];
  need(cursor, '[');
  space(cursor);
  if (takeToken(cursor, ']')) return { kind: 'array', items };
  do {
    items.push(parseValue(cursor, depth));
    space(cursor);
  } while (takeToken(cursor, ','));
  need(cursor, ']');
  return { kind: 'array', items };
};

const parseValue = (cursor: Cursor, depth: number): Json => {
  if (depth > maxDepth) fail(`nesting deeper than ${maxDepth} at character ${cursor.position}`);
  space(cursor);
  const first = cursor.text[cursor.position];
  if (first === '{') return parseObject(cursor, depth + 1);
  if (first === '[') return parseArray(cursor, depth + 1);
  if (first === '"') return { kind: 'string', value: parseString(cursor) };
  const number = take(cursor, /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: 'number', text: number };
  for (const word of ['true', 'false', 'null'] as const) {
    if (takeToken(cursor, word)) return { kind: 'word', text: word };
  }
  return failHere(cursor, 'a JSON value');
};

/**
 * Parses strict JSON. Unlike `JSON.parse` it refuses duplicate keys, halves of surrogate pairs, and nesting beyond
 * {@link maxDepth}. The message of a failure gives the character's position.
 *
 * @example
 * ```ts
 * import { parseJson } from './json.ts';
 * const twice = parseJson('{"a": 1, "a": 2}'); // left: the key "a" stands twice …
 * ```
 */
export const parseJson = (text: string): E.Either<string, Json> =>
  parseAll(text, (cursor) => {
    const value = parseValue(cursor, 0);
    space(cursor);
    return value;
  });
