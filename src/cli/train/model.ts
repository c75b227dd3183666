import { digitClassifier, videoClassifier } from '../../models/index.ts';
import { randomKey } from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import {
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  crossEntropy,
  type Optimiser,
  sgd,
  topKHits,
} from '../../train/index.ts';
import { vmap } from '../../transforms/vmap/vmap.ts';
import { classifierConfigOf, type TrainConfig } from './config/index.ts';
import type { LossOf } from './learner.ts';
import type { Frames, Videos } from './videos.ts';

/** The classifier of a configuration. */
export const classifierOf = (config: TrainConfig) =>
  videoClassifier(classifierConfigOf(config), { save: config.save });

/** The classifier of single digits that the configuration's backbone is pre-trained in. */
export const digitClassifierOf = (config: TrainConfig) => digitClassifier(classifierConfigOf(config));

export type VideoParams = ReturnType<ReturnType<typeof classifierOf>['init']>;
export type DigitParams = ReturnType<ReturnType<typeof digitClassifierOf>['init']>;

/** Streams of randomness of a run, apart from those of the data. */
const keys = { video: 0, digit: 1 } as const;

const keyOf = ({ seed }: TrainConfig, purpose: keyof typeof keys) => randomKey(2 * seed + keys[purpose]);

export const initialVideoParams = (config: TrainConfig): VideoParams =>
  classifierOf(config).init(keyOf(config, 'video'));

export const initialDigitParams = (config: TrainConfig): DigitParams =>
  digitClassifierOf(config).init(keyOf(config, 'digit'));

/** Logits `[n, classes]` of videos `[n, T, 64, 64, 1]`. */
export const logitsOf =
  (config: TrainConfig) =>
  (params: VideoParams, videos: Tensor<Videos>): Tensor<[number, number]> =>
    vmap(classifierOf(config).apply, { in: [null, 0] })(params, videos);

/** Cross-entropy over a batch of videos, and how many are answered rightly. */
export const videoLoss =
  (config: TrainConfig): LossOf<VideoParams, Videos> =>
  (params, videos, labels) => {
    const logits = logitsOf(config)(params, videos);
    const { labelSmoothing } = config.loss;
    return [crossEntropy(logits, labels, { labelSmoothing }), topKHits(logits, labels, 1)];
  };

/** The same for frames with one digit. */
export const digitLoss =
  (config: TrainConfig): LossOf<DigitParams, Frames> =>
  (params, frames, labels) => {
    const logits: Tensor<[number, number]> = vmap(digitClassifierOf(config).apply, { in: [null, 0] })(
      params,
      frames,
    );
    return [crossEntropy(logits, labels), topKHits(logits, labels, 1)];
  };

/** Hands the optimiser of a configuration to `use`, whatever its state is. */
export const withOptimiser = <P, R>(
  { optimiser }: TrainConfig,
  use: <S>(optimiser: Optimiser<P, S>) => R,
): R => {
  const { name, clipNorm, momentum, nesterov, weightDecay, beta1, beta2, epsilon } = optimiser;
  const clipped = <S>(rule: Optimiser<P, S>): R =>
    clipNorm === null ? use(rule) : use(chain(clipByGlobalNorm(clipNorm), rule));
  if (name === 'sgd') return clipped(sgd<P>({ momentum, nesterov, weightDecay }));
  if (name === 'adam') return clipped(adam<P>({ beta1, beta2, epsilon }));
  return clipped(adamw<P>({ beta1, beta2, epsilon, weightDecay }));
};
