import { type Mnist, syncMnistScene } from '../../data/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Values } from '../../tensor/tree.ts';
import { valueFrom } from '../../tensor/values.ts';
import { alikeTarget, pairs } from './alike.ts';
import type { TrainConfig } from './config/index.ts';
import { sourceOf } from './videos.ts';

/** How alike pairs move: `[n, T − 1, 45]`. */
export type AlikeTruth = [number, number, number];

/** What is to be said of videos. */
export interface Truth {
  /** `[n]`. */
  readonly labels: Tensor<[number], 'i32'>;
  /** Empty where `loss.alike` is null. */
  readonly alike: Tensor<AlikeTruth> | readonly [];
}

/** What is to be said of videos of the training. */
export const truthOf = (config: TrainConfig, mnist: Mnist, videos: readonly number[]): Values<Truth> => {
  const scenes = videos.map((video) => syncMnistScene(sourceOf(config, video), mnist, video));
  const labels = valueFrom(
    [videos.length],
    Int32Array.from(scenes, ({ label }) => label),
  );
  const { alike } = config.loss;
  if (alike === null) return { labels, alike: [] };
  const moments = config.data.frames - 1;
  const targets = new Float32Array(videos.length * moments * pairs);
  scenes.forEach((scene, i) => {
    targets.set(alikeTarget(scene, config, alike.sigma), i * moments * pairs);
  });
  return { labels, alike: valueFrom([videos.length, moments, pairs], targets) };
};
