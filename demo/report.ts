import { type AnyValue, costOf, flattenValues, type Program, showProgram, type Values } from '../src/index.ts';
import { predictedMessages } from '../src/rstg/index.ts';
import { net, type Params } from './model.ts';
import { difference, type Run } from './run.ts';
import { count, heading, rows, seconds, text } from './terminal.ts';

const typeOf = ({ shape }: Pick<AnyValue, 'shape'>): string => `[${shape.join(', ')}]`;

const parameterRows = (params: Values<Params>): readonly (readonly [string, string, string])[] => {
  const { leaves, paths } = flattenValues(params);
  return leaves.map((x, i) => [paths[i] ?? '', typeOf(x), count(x.data.length)]);
};

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Prints what was run, what it cost, and whether both ways agree. */
export const report = (
  runs: readonly Run[],
  programs: { readonly clip: Program; readonly step: Program },
  params: Values<Params>,
  backend: string,
): void => {
  const { config, nodes, graph } = net;
  const parameters = parameterRows(params);
  const total = flattenValues(params).leaves.reduce((n, { data }) => n + data.length, 0);
  heading('Positional All-temp RSTG, random weights');
  rows([
    ['nodes', `${nodes.length}`, `grids ${config.scales.map((s) => `${s}×${s}`).join(', ')}`],
    ['edges', `${graph.source.length}`, 'directed, same-scale neighbours and overlapping regions'],
    ['parameters', count(total)],
    ['backend', backend],
  ]);
  heading('Shapes, as the compiler checked them (demo/model.ts)');
  rows([
    ['video', 'Tensor<[10, 64, 64, 1]>'],
    ['features of a frame', 'Tensor<[6, 6, 32]>', 'three 3×3 convolutions, ReLU, 2×2 max-pool'],
    ['answer', 'Tensor<[48]>', 'RSTG-to-vec'],
    ...parameters,
  ]);

  const predicted = predictedMessages(config);
  const clipCost = costOf(programs.clip);
  const stepCost = costOf(programs.step);
  heading('Messages of a clip: predicted by the paper, §2.4, and counted in the program');
  rows([
    ['spatial  T·K·E', count(predicted.spatial), `counted ${count(clipCost.messages.get('spatial') ?? 0)}`],
    ['temporal T·N·(K+1)', count(predicted.temporal), `counted ${count(clipCost.messages.get('temporal') ?? 0)}`],
  ]);
  heading('Programs: traced once, whatever the number of frames');
  rows([
    ['whole clip', `${count(clipCost.equations)} equations`, `${count(clipCost.total.operations)} operations`],
    ['one frame of a stream', `${count(stepCost.equations)} equations`, `${count(stepCost.total.operations)} operations`],
  ]);
  text(showProgram(programs.step, { constants: 'elide' }).split('\n').slice(-12).join('\n'));

  heading('The whole clip (iteration-major) and the stream (time-major) agree');
  rows(
    runs.map((run, i) => [
      `video ${i}`,
      `largest difference ${difference(run.streamed, run.whole).toExponential(1)}`,
      `clip ${seconds(run.clipTime)}, stream ${seconds(median(run.frameTimes))} a frame`,
    ]),
  );
  const worst = Math.max(...runs.map((run) => difference(run.streamed, run.whole)));
  if (!(worst < 1e-4)) throw new Error(`the stream and the clip differ by ${worst}`);
};
