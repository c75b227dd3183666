import { setImmediate } from 'node:timers/promises';
import { compile } from '../../compile/compile.ts';
import type { Backend } from '../../tensor/backend.ts';
import { argmax } from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Values } from '../../tensor/tree.ts';
import { toNested } from '../../tensor/values.ts';
import { confusionMatrix, crossEntropy, topKHits } from '../../train/index.ts';
import { classesOf, type TrainConfig } from './config/index.ts';
import { logitsOf, type VideoParams } from './model.ts';
import type { Batch, Videos } from './videos.ts';

/** What a classifier makes of some videos. */
export interface Evaluation {
  readonly count: number;
  /** Mean cross-entropy, nats. */
  readonly loss: number;
  /** Shares of the videos whose label is the first answer, or among the first five. */
  readonly top1: number;
  readonly top5: number;
  readonly hits: number;
  /** `[class][answer]`: how many videos of a class got which answer. */
  readonly confusion: readonly (readonly number[])[];
}

/** Evaluates on `count` videos, a batch at a time. */
export type Evaluate = (
  params: Values<VideoParams>,
  count: number,
  batchAt: (from: number, count: number) => Batch<Videos>,
  done?: (videos: number) => void,
) => Promise<Evaluation>;

/** The evaluation of a configuration's classifier. Compiled once. */
export const evaluationOf = (config: TrainConfig, backend: Backend): Evaluate => {
  const classes = classesOf(config);
  const logits = logitsOf(config);
  const run = compile(
    (params: VideoParams, videos: Tensor<Videos>, labels: Tensor<[number], 'i32'>) => {
      const answers = logits(params, videos);
      return {
        loss: crossEntropy(answers, labels, { reduction: 'sum' }),
        top1: topKHits(answers, labels, 1),
        top5: topKHits(answers, labels, Math.min(5, classes)),
        confusion: confusionMatrix(labels, argmax(answers, { axis: -1 }), classes),
      };
    },
    { backend },
  );
  return async (params, count, batchAt, done = () => undefined) => {
    const size = Math.min(count, Math.max(config.batch, 16));
    let [loss, hits, hits5] = [0, 0, 0];
    const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    for (let from = 0; from < count; from += size) {
      // Lets signals in: who interrupts a second time is not to wait for all of them.
      await setImmediate();
      const { frames, labels } = batchAt(from, Math.min(size, count - from));
      const part = await run(params, frames, labels);
      loss += toNested(part.loss);
      hits += toNested(part.top1);
      hits5 += toNested(part.top5);
      toNested(part.confusion).forEach((row, truth) => {
        row.forEach((n, answer) => {
          const sums = confusion[truth];
          if (sums !== undefined) sums[answer] = (sums[answer] ?? 0) + n;
        });
      });
      done(Math.min(count, from + size));
    }
    return { count, loss: loss / count, top1: hits / count, top5: hits5 / count, hits, confusion };
  };
};
