import * as E from 'fp-ts/lib/Either.js';
import { isLayer } from './layers.ts';
import { type Outline, takesNull } from './outline.ts';
import { parseConfigText } from './text.ts';

/** What a key takes besides `null`. */
const main = (outline: Outline): Outline => outline.anyOf?.find(({ type }) => type !== 'null') ?? outline;

const isPlain = ({ type, anyOf, properties }: Outline): boolean =>
  anyOf === undefined && properties === undefined && type !== 'array';

/** A list whose members can stand between commas. */
const plainItems = ({ items }: Outline): Outline | undefined =>
  items !== undefined && isPlain(items) && items.type !== 'string' ? items : undefined;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const plainValue = (outline: Outline, text: string): unknown => {
  switch (outline.type) {
    case 'integer':
    case 'number':
      // 0 + −0 is 0, as in a file.
      return decimal.test(text) ? 0 + Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
};

/**
 * The value that the text of a flag means, by what its key takes: numbers, `true` and `false`, lists of numbers with commas (`2,3`;
 * nothing for the empty list), `null` where there may be none, all else as JSON. Text is taken as it stands, unless it starts
 * with a quotation mark (so that a file named `null` can be told from none). What is no such value stays the text it is: whoever
 * checks it says what was expected.
 *
 * @returns left: what is wrong with JSON
 * @example
 * ```ts
 * import { parseFlagText } from './flag-text.ts';
 * const digits = parseFlagText({ type: 'array', items: { type: 'integer' } }, '2,3'); // right: [2, 3]
 * ```
 */
export const parseFlagText = (outline: Outline, text: string): E.Either<string, unknown> => {
  if (takesNull(outline) && text === 'null') return E.right(null);
  const taken = main(outline);
  const items = plainItems(taken);
  if (items !== undefined && !text.startsWith('[')) {
    return E.right(text === '' ? [] : text.split(',').map((part) => plainValue(items, part.trim())));
  }
  if (!isPlain(taken) || (taken.type === 'string' && text.startsWith('"'))) return parseConfigText(text);
  return E.right(plainValue(taken, text));
};

/**
 * The text of a flag that means a value: `parseFlagText(outline, flagText(outline, value))` is the value again.
 *
 * @example
 * ```ts
 * import { flagText } from './flag-text.ts';
 * console.log(flagText({ type: 'array', items: { type: 'integer' } }, [2, 3])); // 2,3
 * ```
 */
export const flagText = (outline: Outline, value: unknown): string => {
  const taken = main(outline);
  if (typeof value === 'string') {
    return taken.enum === undefined && (value === 'null' || value.startsWith('"'))
      ? JSON.stringify(value)
      : value;
  }
  if (Array.isArray(value) && plainItems(taken) !== undefined) return value.join(',');
  return JSON.stringify(value);
};

/** What to write after a flag, for its help: `<number>`, `<n,n,…>`, `<name|null>`. */
export const placeholder = (outline: Outline): string => {
  const taken = main(outline);
  const word = (): string => {
    if (taken.enum !== undefined) return 'name';
    switch (taken.type) {
      case 'integer':
        return 'n';
      case 'boolean':
        return 'true|false';
      case 'array':
        return plainItems(taken) === undefined ? 'json' : 'n,n,…';
      case 'object':
        return 'json';
      case 'string':
        return 'text';
      default:
        return 'number';
    }
  };
  return `<${word()}${takesNull(outline) ? '|null' : ''}>`;
};

/** Whether two layers' values at one key are equal. */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((x, i) => sameValue(x, b[i]));
  if (isLayer(a) && isLayer(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every(
      (key) => Object.hasOwn(a, key) && Object.hasOwn(b, key) && sameValue(a[key], b[key]),
    );
  }
  return Object.is(a, b);
};
