import type { Answer } from '../figures/figure.ts';
import type { Report } from './data.ts';
import { short } from './short.ts';
import { table } from './table.ts';

const rowsTable = (answer: Answer): string => {
  const columns = Object.keys(answer[0] ?? {});
  return table(
    columns,
    answer.map((row) =>
      columns.map((column) => (Number.isInteger(row[column]) ? `${row[column]}` : short(row[column] ?? 0))),
    ),
  );
};

const titles: { readonly [name: string]: readonly [string, string] } = {
  stream: [
    'Streaming',
    'The median time of a frame around the n-th frame, and the memory of the process there (`rss`): both are to stay the same.',
  ],
  frames: ['Frames', 'A clip of T frames: linear in T.'],
  edges: [
    'Edges',
    'A clip of 10 frames on different graphs: linear in the edges, beside what every node costs.',
  ],
  compile: [
    'Compiling',
    'From the function to the first result, less a run, in a process that has compiled nothing yet.',
  ],
  overhead: ['Overhead', 'A compiled program that adds 1 to four numbers, all of `await run(x)`.'],
};

/** What was measured of thwc alone. */
export const figureTables = (report: Report): string =>
  Object.entries(titles)
    .flatMap(([name, [title, text]]) => {
      const answered = report.figures.filter((figure) => figure.name === name && figure.answer !== undefined);
      const who = [...new Set(answered.map(({ participant }) => participant))];
      const parts = who.map((participant) => {
        const rows = answered
          .filter((f) => f.participant === participant)
          .flatMap(({ answer = [] }) => answer);
        return `${participant}:\n\n${rowsTable(rows)}`;
      });
      return parts.length === 0 ? [] : [`## ${title}\n\n${text}\n\n${parts.join('\n\n')}`];
    })
    .join('\n\n');
