import type { z } from 'zod';
import { quote } from '../../io/error.ts';
import { expected } from './expected.ts';
import { isLayer, valueAt } from './layers.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type ConfigKind, type Outline, outlineAt, wordsOf } from './outline.ts';
import { unknownKey } from './unknown-key.ts';

type Issue = z.core.$ZodIssue;

/** A value from a file, for a message: short, on one line. */
const got = (value: unknown): string => {
  if (typeof value === 'string') return quote(value);
  if (isLayer(value))
    return `an object with ${Object.keys(value).slice(0, 4).map(quote).join(', ') || 'no keys'}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const misfit = (value: unknown, outline: Outline | undefined): string => {
  if (outline === undefined) return `got ${got(value)}`;
  if (value === undefined) return `missing, expected ${expected(outline)}`;
  const meant = typeof value === 'string' ? nearest(value, wordsOf(outline)) : [];
  return `expected ${expected(outline)}, got ${got(value)}${didYouMean(meant)}`;
};

/** The key that an issue is about, for a message; the whole has none. */
const named = (path: readonly PropertyKey[], said: string): string =>
  path.length === 0
    ? said
    : `${path.map((key) => (/^[\w$]+$/.test(String(key)) ? String(key) : quote(String(key)))).join('.')}: ${said}`;

const linesOf = (issue: Issue, value: unknown, outline: Outline): readonly string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => named([...issue.path, key], unknownKey(outline, issue.path, key)))
    : [named(issue.path, misfit(valueAt(value, issue.path), outlineAt(outline, issue.path)))];

/**
 * What is wrong with a value, one line for each mistake: its key, what was expected there and what was found; the key that is meant,
 * for one that is unknown. Empty when all is well.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { mistakesIn } from './mistakes.ts';
 * import { configKind } from './outline.ts';
 * const kind = configKind(z.strictObject({ dim: z.int().min(1), gather: z.enum(['sum', 'dot']) }));
 * console.log(mistakesIn(kind, { dim: 0, gather: 'dott' }).join('\n'));
 * // dim: expected a whole number ≥ 1, got 0
 * // gather: expected "sum" or "dot", got "dott"; did you mean "dot"?
 * ```
 */
export const mistakesIn = <A>({ schema, outline }: ConfigKind<A>, value: unknown): readonly string[] => {
  const issues = schema.safeParse(value).error?.issues ?? [];
  // Unknown keys first: a misspelt key is often why another is missing.
  const [unknown, others] = [true, false].map((first) =>
    issues.filter(({ code }) => (code === 'unrecognized_keys') === first),
  );
  return [...(unknown ?? []), ...(others ?? [])].flatMap((issue) => linesOf(issue, value, outline));
};
