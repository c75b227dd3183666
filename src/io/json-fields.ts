import { quote } from './error.ts';
import type { Json } from './json.ts';

/** A whole number from 0 to 2^53 − 1, written without sign, point or exponent. */
const wholeOf = (json: Json | undefined): number | undefined => {
  if (json?.kind !== 'number' || !/^\d+$/.test(json.text)) return undefined;
  const value = Number(json.text);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** A value for a message: short, on one line. */
export const show = (json: Json | undefined): string => {
  switch (json?.kind) {
    case undefined:
      return 'nothing';
    case 'number':
    case 'word':
      return json.text.slice(0, 40);
    case 'string':
      return quote(json.value);
    case 'array':
      return `[${json.items.slice(0, 8).map(show).join(', ')}${json.items.length > 8 ? ', …' : ''}]`;
    case 'object':
      return 'an object';
  }
};

/** A list of such numbers, or `undefined`. */
export const wholesOf = (json: Json | undefined): readonly number[] | undefined => {
  if (json?.kind !== 'array') return undefined;
  const wholes = json.items.map(wholeOf).filter((whole) => whole !== undefined);
  return wholes.length === json.items.length ? wholes : undefined;
};
