import { digitClassifier, digitMap, videoClassifier, withPast } from '../../models/index.ts';
import {
  add,
  argmax,
  cast,
  div,
  gt,
  mul,
  oneHot,
  randomKey,
  slice,
  square,
  sub,
  sum,
} from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import {
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  crossEntropy,
  muon,
  type Optimiser,
  sgd,
  topKHits,
} from '../../train/index.ts';
import { vmap } from '../../transforms/vmap/vmap.ts';
import { classifierConfigOf, type TrainConfig } from './config/index.ts';
import type { LossOf } from './learner.ts';
import type { Clips, Frames, Maps, MovingFrames, Videos } from './videos.ts';

type Video = [number, number, number, 1];
type SeenVideo = [number, number, number, number];
type Clip = [number, number, number, number];

/** The classifier of a configuration. */
export const classifierOf = (config: TrainConfig) =>
  videoClassifier(classifierConfigOf(config), { save: config.save });

/** The classifier of single digits that the configuration's backbone is pre-trained in. */
export const digitClassifierOf = (config: TrainConfig) => digitClassifier(classifierConfigOf(config));

/** What the configuration's backbone is pre-trained in where it sees two frames. */
export const digitMapOf = (config: TrainConfig) => digitMap(classifierConfigOf(config));

export type VideoParams = ReturnType<ReturnType<typeof classifierOf>['init']>;
export type DigitParams = ReturnType<ReturnType<typeof digitClassifierOf>['init']>;

export type DigitMapParams = ReturnType<ReturnType<typeof digitMapOf>['init']>;

/** Streams of randomness of a run, apart from those of the data. */
const keys = { video: 0, digit: 1 } as const;

const keyOf = ({ seed }: TrainConfig, purpose: keyof typeof keys) => randomKey(2 * seed + keys[purpose]);

export const initialVideoParams = (config: TrainConfig): VideoParams =>
  classifierOf(config).init(keyOf(config, 'video'));

export const initialDigitParams = (config: TrainConfig): DigitParams =>
  digitClassifierOf(config).init(keyOf(config, 'digit'));

export const initialDigitMapParams = (config: TrainConfig): DigitMapParams =>
  digitMapOf(config).init(keyOf(config, 'digit'));

/** A video as the backbone sees it. */
const seenBy =
  ({ backbone }: TrainConfig) =>
  (video: Tensor<Video>): Tensor<SeenVideo> =>
    backbone.frames === 2 ? withPast(video) : video;

/** Logits `[n, classes]` of videos `[n, T, 64, 64, 1]`. */
export const logitsOf =
  (config: TrainConfig) =>
  (params: VideoParams, videos: Tensor<Videos>): Tensor<[number, number]> => {
    const { apply } = classifierOf(config);
    const seen = seenBy(config);
    return vmap((p: VideoParams, video: Tensor<Video>) => apply(p, seen(video)), { in: [null, 0] })(
      params,
      videos,
    );
  };

/** What is learned from features: all but the backbone. */
export type AnswerParams = Omit<VideoParams, 'backbone'>;

export const initialAnswerParams = (config: TrainConfig): AnswerParams => {
  const { backbone: _, ...rest } = initialVideoParams(config);
  return rest;
};

/** Features `[T, h, w, F]` of a video `[T, 64, 64, 1]`. */
export const featuresOf =
  (config: TrainConfig) =>
  (params: VideoParams['backbone'], video: Tensor<Video>): Tensor<Clip> =>
    classifierOf(config).features(params, seenBy(config)(video));

/** Cross-entropy over a batch of videos, by their features, and how many are answered rightly. */
export const answerLoss =
  (config: TrainConfig): LossOf<AnswerParams, Clips> =>
  (params, features, labels) => {
    const [logits] = vmap(classifierOf(config).answer, { in: [null, 0] })(params, features);
    const { labelSmoothing } = config.loss;
    return [crossEntropy(logits, labels, { labelSmoothing }), topKHits(logits, labels, 1)];
  };

/** The same by the videos themselves, where the backbone learns too. */
export const videoLoss =
  (config: TrainConfig): LossOf<VideoParams, Videos> =>
  (params, videos, labels) => {
    const features: Tensor<Clips> = vmap(featuresOf(config), { in: [null, 0] })(params.backbone, videos);
    return answerLoss(config)(params, features, labels);
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

/** The squared error of the maps of frames, and in how many of them the clearest digit is one that is there. */
export const digitMapLoss =
  (config: TrainConfig): LossOf<DigitMapParams, MovingFrames, Tensor<Maps>> =>
  (params, frames, targets) => {
    const maps: Tensor<Maps> = vmap(digitMapOf(config).apply, { in: [null, 0] })(params, frames);
    const off = sum(square(sub(maps, targets)), { axes: [0, 1, 2] });
    const moves = sum(slice(off, [[10, null]]));
    const loss = div(
      add(sum(slice(off, [[0, 10]])), mul(moves, config.pretrain?.moves ?? 1)),
      frames.shape[0],
    );
    const digitsIn = (map: Tensor<Maps>) =>
      slice(sum(map, { axes: [1, 2] }), [
        [0, null],
        [0, 10],
      ]);
    const clearest = oneHot(argmax(digitsIn(maps), { axis: -1 }), 10);
    const hits = gt(sum(mul(clearest, digitsIn(targets)), { axes: 1 }), 0);
    return [loss, sum(cast(hits, 'i32'))];
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
  if (name === 'muon') return clipped(muon<P>({ momentum, nesterov, beta1, beta2, epsilon, weightDecay }));
  return clipped(adamw<P>({ beta1, beta2, epsilon, weightDecay }));
};
