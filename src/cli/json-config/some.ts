/**
 * The first few of a list of mistakes: one line must stay readable.
 *
 * @example
 * ```ts
 * import { some } from './some.ts';
 * console.log(some(['a', 'b', 'c', 'd', 'e', 'f'])); // a; b; c; d; and 2 more
 * ```
 */
export const some = (mistakes: readonly string[]): string => {
  const shown = mistakes.slice(0, 4).map((text) => (text.length > 240 ? `${text.slice(0, 240)}…` : text));
  return [
    ...shown,
    ...(mistakes.length > shown.length ? [`and ${mistakes.length - shown.length} more`] : []),
  ].join('; ');
};
