/** The space stage, the network on clips, and the network as a stream. */

import { reference } from '../../src/backends/reference/index.ts';
import { type AnyValue, evaluate, randomKey, valueFrom } from '../../src/index.ts';
import { wellScaled } from '../../src/models/index.ts';
import { rstg } from '../../src/rstg/index.ts';
import { flattenValues } from '../../src/tensor/tree.ts';
import { type Builder, graphBuilder } from '../graph/builder.ts';
import type { Sizes } from '../graph/graph.ts';
import { productOperations } from '../graph/operations.ts';
import { clipGraph, type Form, nodeCount, spaceGraph, stepGraph } from '../graph/rstg.ts';
import { configOf, side } from './config.ts';
import { structure } from './structure.ts';
import { noise, type Task, type TaskMaker } from './task.ts';

/** Parameters under the names of RSTG.md, behind `params.`. */
const parameters = async (sizes: Sizes): Promise<(readonly [string, AnyValue])[]> => {
  const net = wellScaled(rstg(configOf(sizes)));
  const { leaves, paths } = flattenValues(await evaluate(net.init(randomKey(3)), { backend: reference }));
  return leaves.map((leaf, i) => [`params.${paths[i] ?? ''}`, leaf] as const);
};

const forms = (name: string): readonly (readonly [string, Form])[] => [
  [name, 'defined'],
  [`${name}, peers rewritten`, 'rewritten'],
];

const inBothForms = (
  name: string,
  group: string,
  make: (form: Form) => Promise<Omit<Task, 'name' | 'group' | 'mode'> & Partial<Pick<Task, 'mode'>>>,
): readonly TaskMaker[] =>
  forms(name).map(([title, form]) => ({
    name: title,
    group,
    make: async () => ({ mode: { kind: 'run' }, ...(await make(form)), name: title, group }),
  }));

const rewritten = (build: (b: Builder, form: Form) => Parameters<Builder['graph']>[0], form: Form) => {
  const graphIn = (f: Form) => {
    const b = graphBuilder();
    return b.graph(build(b, f));
  };
  return { graph: graphIn(form), operations: productOperations(graphIn('rewritten')) };
};

const spaceTask = (sizes: Sizes) =>
  inBothForms(`space stage, ${sizes.frames} frame${sizes.frames > 1 ? 's' : ''}`, 'space', async (form) => {
    const shape = [sizes.frames, nodeCount(sizes), sizes.dim];
    return {
      ...rewritten((b, f) => [spaceGraph(b, sizes, f, 'params.', b.input('nodes', shape))], form),
      own: { kind: 'space', sizes },
      tensors: new Map([
        ...(await parameters(sizes)),
        ...structure(sizes, sizes.frames, 1),
        ['nodes', await noise('nodes', shape, 0.5)],
      ]),
    };
  });

/** The network on clips, in both forms. */
export const clipTask = (sizes: Sizes, clips: number) =>
  inBothForms(`RSTG forward, ${clips} clip${clips > 1 ? 's' : ''}`, 'rstg', async (form) => {
    const { frames, channels } = sizes;
    const cells = side * side;
    const given = await noise('clips', [clips, frames, side, side, channels]);
    const rows = [frames * clips, cells, channels];
    // Peers get the clips of a frame beside each other: none of their time goes into that.
    const beside = new Float32Array(given.data.length);
    const one = cells * channels;
    for (let i = 0; i < clips * frames; i++) {
      const [clip, frame] = [Math.floor(i / frames), i % frames];
      beside.set(given.data.subarray(i * one, (i + 1) * one), (frame * clips + clip) * one);
    }
    return {
      ...rewritten((b, f) => [clipGraph(b, sizes, f, 'params.', b.input('rows', rows))], form),
      own: { kind: 'rstg', sizes, clips },
      tensors: new Map([
        ...(await parameters(sizes)),
        ...structure(sizes, frames * clips, clips),
        ['clips', given],
        ['rows', valueFrom(rows, beside)],
      ]),
    };
  });

const streamTask = (sizes: Sizes) =>
  inBothForms('RSTG stream, 1 frame', 'stream', async (form) => {
    const [nodes, cells] = [nodeCount(sizes), side * side];
    const build = (b: Builder, f: Form) => {
      const rows = b.input('rows', [1, cells, sizes.channels]);
      const state = Array.from({ length: 2 * (sizes.iterations + 1) }, (_, i) =>
        b.input(`state${i}`, [nodes, sizes.dim]),
      );
      return stepGraph(b, sizes, f, 'params.', rows, state);
    };
    const frame = await noise('frame', [side, side, sizes.channels]);
    const zero = valueFrom([nodes, sizes.dim], new Float32Array(nodes * sizes.dim));
    return {
      ...rewritten(build, form),
      mode: { kind: 'stream' },
      own: { kind: 'stream', sizes },
      tensors: new Map<string, AnyValue>([
        ...(await parameters(sizes)),
        ...structure(sizes, 1, 1),
        ['frame', frame],
        ['rows', valueFrom([1, cells, sizes.channels], Float32Array.from(frame.data, Number))],
        ...Array.from({ length: 2 * (sizes.iterations + 1) }, (_, i) => [`state${i}`, zero] as const),
      ]),
    };
  });

/** The size of the paper's experiments on SyncMNIST (§3.1). */
export const paper: Sizes = {
  frames: 10,
  channels: 512,
  dim: 512,
  iterations: 3,
  scales: [1, 2, 3],
  edges: 'intersect',
};

export const networkTasks = (quick: boolean): readonly TaskMaker[] => {
  const sizes: Sizes = quick ? { ...paper, frames: 3, channels: 24, dim: 16 } : paper;
  return [
    ...spaceTask({ ...sizes, frames: 1 }),
    ...spaceTask(sizes),
    ...clipTask(sizes, 1),
    ...clipTask(sizes, quick ? 2 : 8),
    ...streamTask(sizes),
  ];
};
