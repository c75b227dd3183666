import { type Aval, aval, showAval, sizeOf } from '../../tensor/aval.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { allocate, makeValue } from '../../tensor/values.ts';
import { type Cursor, demandText, fail, sequence, skip, take, takeHere, takeText } from './cursor.ts';
import type { Kinds } from './fields.ts';
import { wordOf, words } from './kinds.ts';
import { readElement, readNumber } from './numbers.ts';
import { ellipsis } from './show.ts';

const word = /[A-Za-z]\w*/y;
const digits = /\d+/y;
const wholeNumber = /-?\d+/y;
const number = /-?(?:inf|\d[\w.]*(?:[+-]\d+)?)|nan/y;
const quoted = /"(?:[^"\\\n]|\\.)*"/y;

/** Reads a number by a pattern; it must be whole and safe. */
const whole = (cursor: Cursor, pattern: RegExp, expected: string): number => {
  skip(cursor);
  const start = cursor.position;
  const x = Number(takeHere(cursor, pattern) ?? Number.NaN);
  return Number.isSafeInteger(x) && !Object.is(x, -0) ? x : fail(cursor, expected, start);
};

export const natural = (cursor: Cursor): number => whole(cursor, digits, 'a whole number ≥ 0');

/** A word of a list, or an error that names the list. */
export const oneOf = <W extends string>(cursor: Cursor, list: readonly W[], what: string): W => {
  skip(cursor);
  const start = cursor.position;
  return wordOf(list, takeHere(cursor, word)) ?? fail(cursor, `${what} (${list.join(', ')})`, start);
};

/** Any word. */
export const anyWord = (cursor: Cursor): string | undefined => take(cursor, word);

const flag = (cursor: Cursor): boolean => oneOf(cursor, ['true', 'false'], 'a truth value') === 'true';

const anyNumber = (cursor: Cursor): number => {
  skip(cursor);
  const start = cursor.position;
  return readNumber(takeHere(cursor, number) ?? '') ?? fail(cursor, 'a number', start);
};

/** Text in quotes, as JSON writes it. */
export const text = (cursor: Cursor): string => {
  skip(cursor);
  const start = cursor.position;
  try {
    const read: unknown = JSON.parse(takeHere(cursor, quoted) ?? '');
    if (typeof read === 'string') return read;
  } catch {
    // Not JSON: reported below, at the place where it starts.
  }
  return fail(cursor, 'text in double quotes', start);
};

/** `f32[3,4]` */
export const parseAval = (cursor: Cursor): Aval => {
  const dtype = oneOf(cursor, words.dtype, 'a dtype');
  return aval(
    sequence(cursor, '[', ']', () => natural(cursor)),
    dtype,
  );
};

const naturals = (cursor: Cursor): readonly number[] => sequence(cursor, '[', ']', () => natural(cursor));

const pair = (cursor: Cursor): readonly [number, number] => {
  const side = () => whole(cursor, wholeNumber, 'a whole number');
  demandText(cursor, '[');
  const low = side();
  demandText(cursor, ',');
  const high = side();
  demandText(cursor, ']');
  return [low, high];
};

const elementText = /[^\s,{}]+/y;

/** The raw word of one element. Elements are written as words, so that NaN payloads and −0 survive. */
const element = (cursor: Cursor, dtype: DType): number => {
  skip(cursor);
  const start = cursor.position;
  const found = takeHere(cursor, elementText) ?? '';
  if (found === ellipsis) {
    fail(
      cursor,
      "a constant's elements",
      start,
      'an elided constant: print with constants: "full" to parse the listing',
    );
  }
  return readElement[dtype](found) ?? fail(cursor, `an element of ${dtype}`, start);
};

/** `f32[3]{1, -0, nan}` */
const value = (cursor: Cursor): AnyValue => {
  const type = parseAval(cursor);
  const size = sizeOf(type.shape);
  const elements = sequence(cursor, '{', '}', (i) =>
    i < size ? element(cursor, type.dtype) : fail(cursor, `${size} elements, as ${showAval(type)} says`),
  );
  if (elements.length !== size) {
    fail(cursor, `${size} elements, as ${showAval(type)} says`, cursor.position - 1, `${elements.length}`);
  }
  const data = allocate(type.dtype, size);
  const raw = data instanceof Uint8Array ? data : new Uint32Array(data.buffer);
  raw.set(elements);
  return makeValue(type.shape, type.dtype, data);
};

/** A parser for each kind of field but programs, which recurse. */
export const parseKind: { readonly [K in Exclude<keyof Kinds, 'program'>]: (cursor: Cursor) => Kinds[K] } = {
  natural,
  naturals,
  pairs: (cursor) => sequence(cursor, '[', ']', () => pair(cursor)),
  number: anyNumber,
  flag,
  text,
  dtype: (cursor) => oneOf(cursor, words.dtype, 'a dtype'),
  unaryOp: (cursor) => oneOf(cursor, words.unaryOp, 'a unary op'),
  binaryOp: (cursor) => oneOf(cursor, words.binaryOp, 'a binary op'),
  reduceOp: (cursor) => oneOf(cursor, words.reduceOp, 'a reduction'),
  argReduceOp: (cursor) => oneOf(cursor, words.argReduceOp, 'a reduction'),
  value,
};

/** `{ name: …, name: … }` with exactly these fields, in any order. */
export const parseFields = (
  cursor: Cursor,
  names: readonly string[],
  field: (name: string) => unknown,
): ReadonlyMap<string, unknown> => {
  const found = new Map<string, unknown>();
  if (names.length === 0) return found;
  const missing = () => names.filter((name) => !found.has(name)).join(', ');
  demandText(cursor, '{', ` and the parameters ${missing()}`);
  do {
    skip(cursor);
    const start = cursor.position;
    const name = anyWord(cursor);
    if (name === undefined || found.has(name) || !names.includes(name)) {
      return fail(cursor, `a parameter (of ${missing() || 'none'})`, start);
    }
    demandText(cursor, ':');
    found.set(name, field(name));
  } while (takeText(cursor, ','));
  if (found.size < names.length) fail(cursor, `"," and the parameters ${missing()}`);
  demandText(cursor, '}');
  return found;
};
