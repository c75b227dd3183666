import type { TopLevelSpec } from 'vega-lite';
import { config, runColours } from '../../src/cli/plot/style.ts';
import type { Report } from './data.ts';
import { operationsOf } from './roofline.ts';

type Rows = readonly { readonly [name: string]: string | number }[];

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

const colour = (names: readonly string[]) =>
  ({
    field: 'who',
    type: 'nominal',
    title: null,
    legend: { labelLimit: 300 },
    scale: { domain: [...names], range: [...runColours(names.length)] },
  }) as const;

const base = { $schema: schema, background: 'white', padding: 12, config } as const;

/** Bars of milliseconds, the fastest on top. */
const bars = (title: string, rows: Rows): TopLevelSpec => ({
  ...base,
  title,
  width: 520,
  data: { values: [...rows] },
  mark: { type: 'bar', cornerRadiusEnd: 2 },
  encoding: {
    y: {
      field: 'who',
      type: 'nominal',
      title: null,
      sort: { field: 'ms', order: 'ascending' },
      axis: { labelLimit: 300 },
    },
    x: { field: 'ms', type: 'quantitative', title: 'milliseconds' },
    color: { field: 'peer', type: 'nominal', title: null, scale: { range: [...runColours(6)] } },
  },
});

interface Lines {
  readonly title: string;
  readonly rows: Rows;
  readonly x: string;
  readonly y: string;
  readonly logarithmic?: boolean;
}

const lines = ({ title, rows, x, y, logarithmic = false }: Lines): TopLevelSpec => {
  const names = [...new Set(rows.map(({ who }) => `${who}`))];
  return {
    ...base,
    title,
    width: 520,
    height: 280,
    data: { values: [...rows] },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: x, scale: { type: logarithmic ? 'log' : 'linear' } },
      y: { field: 'y', type: 'quantitative', title: y, scale: { zero: true } },
      color: colour(names),
    },
  };
};

const answers = ({ figures }: Report, name: string) =>
  figures.flatMap((figure) =>
    figure.name === name ? (figure.answer ?? []).map((row) => ({ row, figure })) : [],
  );

/** The pictures of a report by their file names. */
export const plots = (report: Report): ReadonlyMap<string, TopLevelSpec> => {
  const peers = new Map(report.participants.map(({ name, peer }) => [name, peer] as const));
  const forward = report.measured.find(({ group, task }) => group === 'rstg' && task.endsWith('rewritten'));
  const times = (forward?.results ?? []).flatMap(({ participant, ms }) =>
    ms === undefined ? [] : [{ who: participant, peer: peers.get(participant) ?? '', ms }],
  );
  const square = report.measured.flatMap((task) => {
    const [m, k, n] = task.task.match(/\d+/g)?.map(Number) ?? [];
    return task.group === 'matmul' && m !== undefined && m === k && k === n ? [{ task, n: m }] : [];
  });
  const shown = [
    'thwc Node 24 2t',
    'thwc Node 24 revectorize 2t',
    'thwc Node 20 cli 2t',
    'tfjs-wasm Node 24 1t',
    'jax-js Node 24 1t',
    'onnxruntime-web Node 24 2t',
    'onnxruntime-node 2t',
  ];
  const rates = square.flatMap(({ task, n }) =>
    task.results.flatMap(({ participant, ms }) =>
      ms === undefined || !shown.includes(participant)
        ? []
        : [{ who: participant, x: n, y: (operationsOf(task) ?? 0) / ms / 1e6 }],
    ),
  );
  const over = (name: string, x: string) =>
    answers(report, name).map(({ row, figure }) => ({
      who: figure.participant,
      x: row[x] ?? 0,
      y: row.ms ?? 0,
    }));
  const edges = answers(report, 'edges').map(({ row, figure }) => ({
    who: `${figure.participant}, ${row.nodes} nodes`,
    x: row.edges ?? 0,
    y: row.ms ?? 0,
  }));
  return new Map<string, TopLevelSpec>([
    ['bench-rstg', bars('RSTG forward, 1 clip, at the size of the paper', times)],
    ['bench-matmul', lines({ title: 'N×N times N×N', rows: rates, x: 'N', y: 'GFLOP/s', logarithmic: true })],
    [
      'bench-stream',
      lines({
        title: 'A frame of the stream',
        rows: over('stream', 'frame'),
        x: 'frames before it',
        y: 'milliseconds',
        logarithmic: true,
      }),
    ],
    [
      'bench-frames',
      lines({
        title: 'A clip by its frames',
        rows: over('frames', 'frames'),
        x: 'frames',
        y: 'milliseconds',
      }),
    ],
    [
      'bench-edges',
      lines({ title: 'A clip by the edges of its graph', rows: edges, x: 'edges', y: 'milliseconds' }),
    ],
  ]);
};
