import { classNames } from './class-names.ts';
import type { Confusion } from './confusion.ts';
import { entriesOf, type Run, setsOf } from './series.ts';

/** The last confusion matrix of each run on each set that it has one for. */
export const lastConfusions = (runs: readonly Run[]): readonly Confusion[] =>
  runs.flatMap(({ name, entries }) =>
    setsOf(entries).flatMap((set) => {
      const found = entriesOf('eval', entries).findLast(
        (entry) => entry.set === set && entry.confusion !== undefined,
      );
      if (found?.confusion === undefined) return [];
      const [videos, top1] = [found.videos.toLocaleString('en'), (100 * found.top1).toFixed(1)];
      return {
        matrix: found.confusion,
        names: classNames(found.confusion.length),
        title: `${name}, ${set}: ${top1} % right after ${videos} videos`,
      };
    }),
  );
