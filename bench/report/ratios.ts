import type { Measured } from '../harness/measure.ts';
import { msOf, type Report } from './data.ts';

/** A comparison that the project set itself. */
export interface Ratio {
  readonly task: string;
  readonly ours: string;
  readonly theirs: string;
  readonly oursMs: number;
  readonly theirsMs: number;
  /** How many times faster we are than the fastest of them. */
  readonly ratio: number;
  readonly wanted: number;
}

interface Aim {
  readonly wanted: number;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly holds: (task: Measured) => boolean;
}

const webOf = (engine: string): readonly string[] => [
  `tfjs-wasm ${engine} 1t`,
  ...(engine === 'Node 24' ? ['jax-js Node 24 1t'] : []),
  `onnxruntime-web ${engine} 1t`,
  `onnxruntime-web ${engine} 2t`,
];

/** Each engine on its own: Node 24 by its defaults, Node 20 as the command line sets it. */
const engines = [
  { ours: ['thwc Node 24 1t', 'thwc Node 24 2t'], theirs: webOf('Node 24') },
  { ours: ['thwc Node 20 cli 1t', 'thwc Node 20 cli 2t'], theirs: webOf('Node 20') },
] as const;

const large = ({ task, group }: Measured): boolean => {
  const sizes = task.match(/\d+/g)?.map(Number) ?? [];
  return group === 'matmul' && Math.min(...sizes) >= 128;
};

const aims: readonly Aim[] = [
  ...engines.flatMap((engine): readonly Aim[] => [
    { ...engine, wanted: 2, holds: ({ group }) => group === 'rstg' || group === 'train' },
    { ...engine, wanted: 1.5, holds: large },
  ]),
  {
    wanted: 1,
    ours: ['thwc Node 24 revectorize 2t', 'thwc Node 20 cli 2t'],
    theirs: ['onnxruntime-node 1t', 'onnxruntime-node 2t'],
    holds: ({ group }) => group === 'rstg',
  },
];

const fastest = (task: Measured, names: readonly string[]): readonly [string, number] | undefined =>
  names
    .flatMap((name): readonly (readonly [string, number])[] => {
      const ms = msOf(task, name);
      return ms === undefined ? [] : [[name, ms]];
    })
    .sort(([, a], [, b]) => a - b)[0];

/** Every comparison that both sides finished. */
export const ratios = ({ measured }: Report): readonly Ratio[] =>
  aims.flatMap(({ wanted, ours, theirs, holds }) =>
    measured.filter(holds).flatMap((task): readonly Ratio[] => {
      const [us, them] = [fastest(task, ours), fastest(task, theirs)];
      if (us === undefined || them === undefined) return [];
      const [oursMs, theirsMs] = [us[1], them[1]];
      return [
        { task: task.task, ours: us[0], theirs: them[0], oursMs, theirsMs, ratio: theirsMs / oursMs, wanted },
      ];
    }),
  );
