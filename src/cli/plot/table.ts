import { printable } from '../failure.ts';
import type { LogEntry } from '../log/index.ts';
import { entriesOf, type Run, setsOf } from './series.ts';

const number = (x: number): string => (Number.isFinite(x) ? x.toPrecision(4) : String(x));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The last line of training, or of pre-training while there is none. */
const lastOf = (entries: readonly LogEntry[]) =>
  entriesOf('train', entries).at(-1) ?? entriesOf('pretrain', entries).at(-1);

const rowOf = ({ name, entries }: Run, sets: readonly string[]): readonly string[] => {
  const last = lastOf(entries);
  const evaluations = entriesOf('eval', entries);
  const ofSets = sets.map((set) => {
    const top1 = evaluations.findLast((entry) => entry.set === set)?.top1;
    return top1 === undefined ? '–' : percent(top1);
  });
  return last === undefined
    ? [name, '–', '–', '–', ...ofSets]
    : [
        last.kind === 'pretrain' ? `${name} (pre-training)` : name,
        last.videos.toLocaleString('en'),
        number(last.loss),
        percent(last.accuracy),
        ...ofSets,
      ];
};

/** Rows of cells as lines: the first column to the left, the others to the right. Names come from files. */
const aligned = (cells: readonly (readonly string[])[]): readonly string[] => {
  const rows = cells.map((row) => row.map(printable));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
};

/**
 * Where some runs stand: videos seen, loss and accuracy while training as last logged, and the last top-1 accuracy on each set of
 * evaluation.
 *
 * @example
 * ```ts
 * import { runTable } from './table.ts';
 * const entries = [
 *   { kind: 'eval', step: 9, videos: 144, set: '3 digits', count: 200, loss: 3.83, top1: 0.02, top5: 0.1 },
 * ] as const;
 * console.log(runTable([{ name: 'a', entries }]));
 * // run  videos  loss  training  3 digits
 * // a         –     –         –     2.0 %
 * ```
 */
export const runTable = (runs: readonly Run[]): string => {
  const sets = [...new Set(runs.flatMap(({ entries }) => setsOf(entries)))];
  return aligned([
    ['run', 'videos', 'loss', 'training', ...sets],
    ...runs.map((run) => rowOf(run, sets)),
  ]).join('\n');
};
