import type { OpenBackend } from '../src/cli/backends.ts';
import { costOf, type Program, randomKey, showProgram } from '../src/index.ts';
import { parameterTable } from '../src/nn/index.ts';
import { predictedMessages } from '../src/rstg/index.ts';
import { wilsonInterval } from '../src/train/index.ts';
import { model } from './model.ts';
import { answerOf } from './network.ts';
import { difference, type Run } from './run.ts';
import type { Sample } from './sample.ts';
import { count, heading, rows, seconds, text } from './terminal.ts';
import { shipped } from './trained.ts';
import type { ModelTypes } from './types.ts';
import { answerText } from './videos.ts';

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const agreement = (d: number): string =>
  d === 0 ? 'the same bits' : `largest relative difference ${d.toExponential(1)}`;

/** Prints what was run, what it cost, and whether both ways agree. */
export const report = (
  runs: readonly Run[],
  programs: { readonly clip: Program; readonly step: Program },
  types: ModelTypes,
  { name, on, notes }: OpenBackend,
): void => {
  const { config, nodes, graph } = model.rstg;
  const parameters = parameterTable(model.init(randomKey(0)));
  heading('Positional All-temp RSTG, trained: which two of five digits make the same moves?');
  rows([
    ['trained', 'how, on what, how well', shipped.card],
    ['nodes', `${nodes.length}`, `grids ${config.scales.map((s) => `${s}×${s}`).join(', ')}`],
    ['edges', `${graph.source.length}`, 'directed, all with all'],
    ['parameters', count(parameters.reduce((n, row) => n + row.count, 0))],
    ['backend', name, on],
    ...notes.map((note) => ['', note] as const),
  ]);
  heading('Shapes as typed: what the compiler says of demo/model.ts');
  rows([
    ...[...types.functions].map(([name, type]) => [name, type] as const),
    ...parameters.map(
      ({ name, count: n }) => [name, types.parameters.get(name) ?? '(not typed)', count(n)] as const,
    ),
  ]);

  const predicted = predictedMessages(config);
  const clipCost = costOf(programs.clip);
  const stepCost = costOf(programs.step);
  heading('Messages of a clip: predicted by the paper, §2.4, and counted in the program');
  rows([
    ['spatial  T·K·E', count(predicted.spatial), `counted ${count(clipCost.messages.get('spatial') ?? 0)}`],
    [
      'temporal T·N·(K+1)',
      count(predicted.temporal),
      `counted ${count(clipCost.messages.get('temporal') ?? 0)}`,
    ],
  ]);
  heading('Programs: traced once, whatever the number of frames');
  rows([
    [
      'whole clip',
      `${count(clipCost.equations)} equations`,
      `${count(clipCost.total.operations)} operations`,
    ],
    [
      'one frame of a stream',
      `${count(stepCost.equations)} equations`,
      `${count(stepCost.total.operations)} operations`,
    ],
  ]);
  text(showProgram(programs.step, { constants: 'elide' }).split('\n').slice(-12).join('\n'));

  heading('The whole clip (iteration-major) and the stream (time-major) agree');
  rows(
    runs.map((run, i) => [
      `video ${i}`,
      agreement(difference(run.streamed, run.whole)),
      `clip ${seconds(run.clipTime)}, stream ${seconds(median(run.frameTimes))} a frame`,
    ]),
  );
  const worst = Math.max(...runs.map((run) => difference(run.streamed, run.whole)));
  if (!(worst < 1e-4)) throw new Error(`the stream and the clip differ by ${worst}`);
};

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Prints how the answers to some videos came about: how likely the right one was held to be after each frame. */
export const reportAnswers = (runs: readonly Run[]): void => {
  heading('The right answer, frame by frame: how likely it is held to be');
  rows(
    runs.map(({ video, probabilities }, i) => {
      const last = probabilities.at(-1) ?? [];
      const answer = answerOf(last);
      const shares = probabilities.map((p) => percent(p[video.label] ?? 0).padStart(5));
      const said = answer === video.label ? 'right' : `wrong: ${answerText(answer)}`;
      return [`video ${i}`, `${answerText(video.label).padEnd(5)} ${shares.join('')}`, said];
    }),
  );
};

/** Prints the accuracy on a sample, after each frame. */
export const reportSample = ({ count: n, hits }: Sample, digits: number, seed: number): void => {
  heading(
    `A fresh sample: ${count(n)} videos of ${digits} test digits that training never saw (--seed ${seed})`,
  );
  const last = hits.at(-1) ?? 0;
  const [low, high] = wilsonInterval(last, n);
  rows([
    ['after frame', hits.map((_, t) => `${t + 1}`.padStart(5)).join('')],
    ['right', hits.map((h) => percent(h / n).padStart(5)).join('')],
    [
      'in the end',
      `${((100 * last) / n).toFixed(1)} %`,
      `${count(last)} of ${count(n)}; 95 % interval ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %`,
    ],
  ]);
};
