import type * as E from 'fp-ts/lib/Either.js';
import { type Cursor, fail, failHere, maxDepth, need, parseAll, take, takeToken } from './cursor.ts';
import { quote } from './error.ts';

/** A Python literal of the kinds that a .npy header may hold. */
export type PyLiteral =
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, PyLiteral> }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PyLiteral[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'int'; readonly text: string }
  | { readonly kind: 'word'; readonly text: 'True' | 'False' | 'None' };

const space = (cursor: Cursor) => take(cursor, /[ \t\n\r\f]*/y);

const parseString = (cursor: Cursor): string | undefined => {
  const literal = take(cursor, /'(?:[^'\\\n]|\\['"\\])*'|"(?:[^"\\\n]|\\['"\\])*"/y);
  return literal?.slice(1, -1).replace(/\\(.)/g, '$1');
};

const parseDict = (cursor: Cursor, depth: number): PyLiteral => {
  const entries = new Map<string, PyLiteral>();
  space(cursor);
  while (!takeToken(cursor, '}')) {
    const key = parseString(cursor) ?? failHere(cursor, 'a quoted key');
    if (entries.has(key))
      fail(`the key ${quote(key)} stands twice, again before character ${cursor.position}`);
    space(cursor);
    need(cursor, ':');
    entries.set(key, parseValue(cursor, depth));
    space(cursor);
    if (takeToken(cursor, ',')) space(cursor);
    else if (cursor.text[cursor.position] !== '}') failHere(cursor, '"," or "}"');
  }
  return { kind: 'dict', entries };
};

/** After `(` or `[`. In Python `(3)` is the number 3 and `(3,)` a tuple. */
const parseItems = (cursor: Cursor, close: ')' | ']', depth: number): PyLiteral => {
  const items: PyLiteral[] = [];
  let commas = 0;
  space(cursor);
  while (!takeToken(cursor, close)) {
    items.push(parseValue(cursor, depth));
    space(cursor);
    if (takeToken(cursor, ',')) {
      commas++;
      space(cursor);
    } else if (cursor.text[cursor.position] !== close) failHere(cursor, `"," or "${close}"`);
  }
  if (close === ']') return { kind: 'list', items };
  const [only] = items;
  return only !== undefined && commas === 0 ? only : { kind: 'tuple', items };
};

const parseValue = (cursor: Cursor, depth: number): PyLiteral => {
  if (depth > maxDepth) fail(`nesting deeper than ${maxDepth} at character ${cursor.position}`);
  space(cursor);
  if (takeToken(cursor, '{')) return parseDict(cursor, depth + 1);
  if (takeToken(cursor, '(')) return parseItems(cursor, ')', depth + 1);
  if (takeToken(cursor, '[')) return parseItems(cursor, ']', depth + 1);
  const text = parseString(cursor);
  if (text !== undefined) return { kind: 'string', value: text };
  // Python 2 wrote its long integers with an L.
  const int = take(cursor, /-?\d+L?/y);
  if (int !== undefined) return { kind: 'int', text: int.replace('L', '') };
  for (const word of ['True', 'False', 'None'] as const) {
    if (takeToken(cursor, word)) return { kind: 'word', text: word };
  }
  return failHere(cursor, 'a Python literal');
};

/**
 * Parses one Python literal made of dicts, tuples, lists, strings, integers, `True`, `False` and `None`.
 * Nothing is evaluated.
 *
 * @example
 * ```ts
 * import { parsePyLiteral } from './python-literal.ts';
 * const header = parsePyLiteral("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
 * ```
 */
export const parsePyLiteral = (text: string): E.Either<string, PyLiteral> =>
  parseAll(text, (cursor) => {
    const value = parseValue(cursor, 0);
    space(cursor);
    return value;
  });
