import { oneOf } from './nearest.ts';
import type { Outline } from './outline.ts';

const bound = ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Outline): string => {
  // zod bounds whole numbers by what a double holds exactly; that goes without saying.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const least = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const parts = [
    ...(least === undefined ? [] : [`≥ ${least}`]),
    ...(exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`]),
    ...(most === undefined ? [] : [`≤ ${most}`]),
    ...(exclusiveMaximum === undefined ? [] : [`< ${exclusiveMaximum}`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
};

const few = (keys: readonly string[]): string =>
  [...keys.slice(0, 4), ...(keys.length > 4 ? ['…'] : [])].join(', ');

/**
 * What may stand here, in words for a message: `a whole number ≥ 1`, `"sum", "dot" or "softmax"`.
 *
 * @example
 * ```ts
 * import { expected } from './expected.ts';
 * console.log(expected({ type: 'number', minimum: 0, exclusiveMaximum: 1 })); // a number ≥ 0 and < 1
 * ```
 */
export const expected = (outline: Outline): string => {
  const { type, anyOf, items, minItems, minLength, properties } = outline;
  if (anyOf !== undefined) return anyOf.map(expected).join(', or ');
  if (outline.enum !== undefined) return oneOf(outline.enum);
  switch (type) {
    case 'integer':
      return `a whole number${bound(outline)}`;
    case 'number':
      return `a number${bound(outline)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return minLength === undefined ? 'text' : 'text that is not empty';
    case 'array':
      return `a list${minItems === undefined ? '' : ' that is not empty'}${items === undefined ? '' : `, each ${expected(items)}`}`;
    case 'object':
      return `an object (${few(Object.keys(properties ?? {}))})`;
    case 'null':
      return 'null';
    case undefined:
      return 'any value';
  }
};
