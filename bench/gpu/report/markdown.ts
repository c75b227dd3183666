import { short } from '../../report/short.ts';
import { table } from '../../report/table.ts';
import { entrantNames } from '../entrants.ts';
import type { KeptRun } from './run.ts';

type Row = KeptRun['rows'][number];

const msOf = ({ results }: Row, name: string): number | undefined =>
  results.find(({ participant }) => participant === name)?.ms;

/** Units of work in a second. */
const rate = ({ amount }: Row, ms: number): number => (amount * 1000) / ms;

const units: Readonly<Record<Row['unit'], string>> = {
  GFLOP: 'GFLOP/s',
  clips: 'clips/s',
  videos: 'videos/s',
};

const titles: readonly (readonly [Row['unit'], string])[] = [
  ['GFLOP', 'Matrix products'],
  ['clips', 'RSTG forward'],
  ['videos', 'Training'],
];

const namesOf = ({ rows }: KeptRun): readonly string[] =>
  entrantNames.filter((name) => rows.some((row) => msOf(row, name) !== undefined));

/** Rates, with the milliseconds of a run behind them. */
const ratesOf = (run: KeptRun, unit: Row['unit'], title: string): string => {
  const rows = run.rows.filter((row) => row.unit === unit);
  if (rows.length === 0) return '';
  const names = namesOf(run);
  const all = rows.flatMap((row) =>
    names.map((name) => rate(row, msOf(row, name) ?? Number.POSITIVE_INFINITY)),
  );
  // A graphics processor's products are told in TFLOP/s.
  const isTera = unit === 'GFLOP' && Math.max(...all) >= 1000;
  const cells = (row: Row): readonly string[] =>
    names.map((name) => {
      const ms = msOf(row, name);
      return ms === undefined ? '–' : `${short(rate(row, ms) / (isTera ? 1000 : 1))} (${short(ms)})`;
    });
  const body = table(
    [title, ...names],
    rows.map((row) => [row.task, ...cells(row)]),
  );
  return `${isTera ? 'TFLOP/s' : units[unit]}, in brackets milliseconds of a run:\n\n${body}`;
};

const fastest = (row: Row, names: readonly string[]) =>
  names
    .flatMap((name) => {
      const ms = msOf(row, name);
      return ms === undefined ? [] : [{ name, ms }];
    })
    .sort((a, b) => a.ms - b.ms)[0];

const besides = (run: KeptRun): string => {
  const names = namesOf(run);
  const isOurs = (name: string): boolean => name.startsWith('thwc web');
  const rows = run.rows.flatMap((row) => {
    const ours = fastest(row, names.filter(isOurs));
    if (ours === undefined) return [];
    const times = (other: { readonly ms: number } | undefined): string =>
      other === undefined ? '–' : `${(other.ms / ours.ms).toPrecision(2)}×`;
    const wasm = fastest(row, ['thwc wasm']);
    const peer = fastest(
      row,
      names.filter((name) => !name.startsWith('thwc')),
    );
    return [[row.task, ours.name, times(wasm), peer?.name ?? '–', times(peer)]];
  });
  const head = ['', 'fastest gpu.js mode', 'faster than thwc wasm', 'fastest peer', 'faster than it'];
  return rows.length === 0 ? '' : `How many times faster (below 1: slower):\n\n${table(head, rows)}`;
};

const firstRuns = (run: KeptRun): string => {
  const names = namesOf(run);
  const rows = run.rows.map((row) => [
    row.task,
    ...names.map((name) => {
      const first = row.results.find(({ participant }) => participant === name)?.firstMs;
      return first === undefined ? '–' : short(first);
    }),
  ]);
  return `The first run, in milliseconds, with all that is traced, compiled and uploaded for it (of training: the first two steps):\n\n${table(['', ...names], rows)}`;
};

const failures = ({ rows }: KeptRun): string => {
  const who = new Map<string, string[]>();
  for (const { task, results } of rows)
    for (const { participant, error, difference } of results) {
      if (error === undefined) continue;
      const apart = difference === undefined ? '' : ` (${difference.toExponential(1)} apart)`;
      const key = `${participant}: ${error}${apart}`;
      who.set(key, [...(who.get(key) ?? []), task]);
    }
  if (who.size === 0) return 'Everybody did everything.';
  const lines = [...who].map(([reason, tasks]) => [
    reason,
    tasks.length === rows.length ? 'all' : tasks.join('; '),
  ]);
  return `What did not work:\n\n${table(['who and why', 'on'], lines)}`;
};

const section = (run: KeptRun): string =>
  [
    `## ${run.title} on ${run.adapter}`,
    run.isSoftware
      ? '**A software adapter: this is a processor that plays a graphics processor. Its times say that everything runs and is right, and nothing of how fast a graphics processor is.**'
      : '',
    [
      `- ${run.date}, \`${run.command}\`, ${run.isQuick ? 'quick sizes' : 'full sizes'}`,
      `- ${run.machine}`,
      ...(run.kind === 'Node' ? ['- Node has no WebGL: `thwc webgl2` takes no part'] : []),
      ...Object.entries(run.versions).map(([name, version]) => `- ${name}: ${version}`),
    ].join('\n'),
    ...titles.map(([unit, title]) => ratesOf(run, unit, title)),
    besides(run),
    firstRuns(run),
    failures(run),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const preface = `Written by \`npm run bench:gpu\`; all medians are in [performance-gpu.json](performance-gpu.json). A run replaces the section of its engine, adapter and sizes, and leaves the others. How it measures: [bench/README.md](../bench/README.md).

\`thwc webgpu\` and \`thwc webgl2\` are modes of [gpu.js](https://github.com/gpujs/gpu.js) under \`thwc/backends/gpujs\`, \`thwc wasm\` is the backend of processors in the same place. Outputs are compared first (to 1e-3 of the largest number; losses before and after a step of training to 2e-5), then times are medians of interleaved repeats. A run ends when the program can read the answer's numbers. It begins with inputs as the library holds them: TensorFlow.js and jax-js hold theirs on the device, thwc's are in memory and are uploaded in every run, parameters excepted; in training thwc's parameters and momenta, too, come and go in every step. A product's answer takes long to read back; a chain of products reads one answer, and tells more of the kernels. The peers' RSTG is rewritten by hand (the first product of the messages for every node instead of every edge), which thwc's compiler has to find by itself. A training step is of whole videos, backbone included, as in [Performance](performance.md).`;

/** The page of the guides. */
export const gpuMarkdown = (runs: readonly KeptRun[]): string => {
  const isReal = runs.some(({ isSoftware }) => !isSoftware);
  return [
    '---\ntitle: Performance on graphics processors\n---',
    '# Performance on graphics processors',
    isReal
      ? ''
      : '**All that follows was measured on software adapters: no graphics processor has run this yet.**',
    preface,
    ...runs.map(section),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
};
