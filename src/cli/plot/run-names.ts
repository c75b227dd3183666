import { resolve, sep } from 'node:path';

/** The last parts of a path. */
const ending = (parts: readonly string[], count: number): string => parts.slice(-count).join('/');

/**
 * What to call runs: the end of each one's path that is long enough to tell it from the others.
 *
 * @example
 * ```ts
 * import { runNames } from './run-names.ts';
 * console.log(runNames(['/a/small/1', '/a/paper/1', '/a/paper/2'])); // [ 'small/1', 'paper/1', '2' ]
 * ```
 */
export const runNames = (folders: readonly string[]): readonly string[] => {
  const paths = folders.map((folder) => resolve(folder).split(sep));
  return paths.map((path) => {
    const isUnique = (count: number): boolean =>
      paths.filter((other) => ending(other, count) === ending(path, count)).length === 1;
    const counts = path.map((_, i) => i + 1);
    return ending(path, counts.find(isUnique) ?? path.length);
  });
};
