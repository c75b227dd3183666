import type { Figure } from '../figures/index.ts';
import type { Measured } from '../harness/measure.ts';
import { msOf, type Report } from './data.ts';
import { figureTables } from './figure-tables.ts';
import { ratios } from './ratios.ts';
import { roofline } from './roofline.ts';
import { short } from './short.ts';
import { table } from './table.ts';

const groups: { readonly [group: string]: string } = {
  golden: 'A worked example',
  matmul: 'Matrix products',
  conv: 'Convolutions',
  lstm: 'The LSTM cell',
  space: 'The space stage',
  rstg: 'RSTG forward',
  stream: 'A frame of the stream',
  train: 'A training step',
};

const threadsOf = (name: string): string => name.match(/(\d)t$/)?.[1] ?? '';
const label = (name: string): string => name.replace(/ \dt$/, '');

const aimed = (report: Report): string =>
  table(
    ['task', 'thwc', 'ms', 'fastest of the others', 'ms', 'times faster', 'wanted'],
    ratios(report).map(({ task, ours, theirs, oursMs, theirsMs, ratio, wanted }) => [
      task,
      ours,
      short(oursMs),
      theirs,
      short(theirsMs),
      `${ratio >= wanted ? '' : '**'}${ratio.toFixed(2)}${ratio >= wanted ? '' : '**'}`,
      `≥ ${wanted}`,
    ]),
  );

const timesOf = (tasks: readonly Measured[], names: readonly string[]): string =>
  table(
    ['', ...names.map(label)],
    tasks.map((task) => [
      task.task,
      ...names.map((name) => {
        const ms = msOf(task, name);
        return ms === undefined ? '–' : short(ms);
      }),
    ]),
  );

const groupSection =
  ({ measured, participants }: Report) =>
  ([group, title]: readonly [string, string]): string => {
    const tasks = measured.filter((task) => task.group === group);
    if (tasks.length === 0) return '';
    const named = (threads: string): readonly string[] =>
      participants.filter(({ name }) => threadsOf(name) === threads).map(({ name }) => name);
    const tables = [
      ['one thread', named('1')],
      ['two threads', named('2')],
    ] as const;
    const parts = tables.map(([what, names]) => `Milliseconds, ${what}:\n\n${timesOf(tasks, names)}`);
    return `## ${title}\n\n${parts.join('\n\n')}`;
  };

const failures = ({ measured, participants }: Report): string => {
  const absent = participants.flatMap(({ name, error }) =>
    error === undefined ? [] : [`- ${name}: ${error}`],
  );
  const reasons = new Map<string, string[]>();
  for (const { task, results } of measured) {
    for (const { participant, error, difference } of results) {
      if (error === undefined) continue;
      const apart = difference === undefined ? '' : ` (${difference.toExponential(1)})`;
      const key = `${task}: ${error}${apart}`;
      reasons.set(key, [...(reasons.get(key) ?? []), participant]);
    }
  }
  const lines = [...absent, ...[...reasons].map(([reason, who]) => `- ${who.join(', ')} on ${reason}`)];
  return lines.length === 0 ? 'Everybody did everything.' : lines.join('\n');
};

const pictures = [
  ['bench-rstg', 'RSTG forward at the size of the paper'],
  ['bench-matmul', 'Matrix products in GFLOP/s'],
  ['bench-stream', 'The time of a frame over a stream'],
  ['bench-frames', 'The time of a clip by its frames'],
  ['bench-edges', 'The time of a clip by the edges of its graph'],
] as const;

/** Figures that failed. */
const unanswered = (figures: readonly Figure[]): string =>
  figures
    .flatMap(({ name, participant, error }) =>
      error === undefined ? [] : [`- ${name}, ${participant}: ${error}`],
    )
    .join('\n');

/** The report as a page of the guides. */
export const markdown = (report: Report): string =>
  [
    '---\ntitle: Performance\n---',
    '# Performance',
    `Written by \`${report.command}\` on ${report.date}; all medians are in [performance.json](performance.json). How it measures: [bench/README.md](../bench/README.md).`,
    report.machine.map((line) => `- ${line}`).join('\n'),
    'Ratios are of one run, medians of interleaved repeats; times of the same code differ from run to run on a shared machine. Before anything is timed the outputs of all participants are compared (to 1e-3 of the largest number). `thwc Node 24` and `thwc Node 20` run by the engine\'s defaults, `cli` with relaxed SIMD as the command line sets it, `revectorize` with `--experimental-wasm-revectorize`. Parameters are constants of the programs wherever a library can know them. "Peers rewritten": their graphs do by hand what thwc\'s compiler has to find by itself, the first product of the messages for every node instead of every edge.',
    ...pictures.slice(0, 2).map(([file, what]) => `![${what}](images/${file}.svg)`),
    `## Against what was wanted\n\nThe fastest thwc of an engine beside the fastest other library on the same engine. Bold: falls short.\n\n${aimed(report)}`,
    ...Object.entries(groups).map(groupSection(report)),
    `## Share of the machine's peak\n\n${roofline(report)}`,
    ...pictures.slice(2).map(([file, what]) => `![${what}](images/${file}.svg)`),
    figureTables(report),
    `## What did not work\n\n${failures(report)}\n${unanswered(report.figures)}`,
    `## Versions\n\n${report.participants.flatMap(({ name, version }) => (version === undefined ? [] : [`- ${name}: ${version}`])).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
