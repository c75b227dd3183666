/** What is measured on graphics processors. */
import { graphBuilder } from '../graph/builder.ts';
import type { Sizes } from '../graph/graph.ts';
import { clipTask, paper } from '../tasks/networks.ts';
import { noise, type TaskMaker } from '../tasks/task.ts';
import { trainingTasks } from '../tasks/training.ts';

/** A task and what it is worth: so many units of work in a run. */
export interface GpuTask {
  readonly maker: TaskMaker;
  readonly amount: number;
  readonly unit: 'GFLOP' | 'clips' | 'videos';
}

/** `x · w`, or a chain of such products: one answer is read after all of them. */
const matmul = (n: number, times: number): GpuTask => {
  const name = `matmul ${n}${times === 1 ? '' : `, ${times} in a chain`}`;
  const group = 'matmul';
  const make = async () => {
    const b = graphBuilder();
    let y = b.input('x', [n, n]);
    for (let i = 0; i < times; i++) y = b.dense(y, b.constant('w', [n, n]), null);
    return {
      name,
      group,
      mode: { kind: 'run' },
      own: { kind: 'matmul', times },
      graph: b.graph([y]),
      tensors: new Map([
        ['x', await noise('x', [n, n])],
        // A product's numbers are then as large as its argument's.
        ['w', await noise('w', [n, n], Math.sqrt(3 / n))],
      ]),
    } as const;
  };
  return { maker: { name, group, make }, amount: (times * 2 * n ** 3) / 1e9, unit: 'GFLOP' };
};

/** Peers have the graph that is rewritten by hand: the faster one. */
const clips = (sizes: Sizes, batch: number): readonly GpuTask[] =>
  clipTask(sizes, batch)
    .slice(1)
    .map(({ group, make }) => {
      const name = `RSTG forward, D=${sizes.dim}, batch ${batch}`;
      const maker = { name, group, make: async () => ({ ...(await make()), name }) };
      return { maker, amount: batch, unit: 'clips' };
    });

const training = (isQuick: boolean): readonly GpuTask[] =>
  trainingTasks(isQuick).map((maker) => ({ maker, amount: isQuick ? 2 : 16, unit: 'videos' }));

const small: Sizes = { ...paper, channels: 32, dim: 32 };

/** Quick tasks are those that a software adapter can finish. */
export const gpuTasks = (isQuick: boolean): readonly GpuTask[] =>
  isQuick
    ? [
        matmul(256, 1),
        matmul(512, 1),
        matmul(256, 8),
        ...[1, 8].flatMap((batch) => clips(small, batch)),
        ...training(true),
      ]
    : [
        ...[256, 512, 1024, 2048, 4096].map((n) => matmul(n, 1)),
        ...[256, 1024, 4096].map((n) => matmul(n, 8)),
        ...[1, 8, 64].flatMap((batch) => clips(paper, batch)),
        ...training(false),
      ];
