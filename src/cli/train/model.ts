import { digitClassifier, digitMap, videoClassifier, withPast } from '../../models/index.ts';
import { initialHead } from '../../models/initial.ts';
import { dense, spec } from '../../nn/index.ts';
import {
  add,
  argmax,
  cast,
  div,
  foldIn,
  gt,
  matmul,
  mul,
  oneHot,
  randomKey,
  slice,
  sub,
  sum,
} from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import {
  adam,
  adamw,
  binaryCrossEntropy,
  chain,
  clipByGlobalNorm,
  crossEntropy,
  muon,
  type Optimiser,
  sgd,
  topKHits,
} from '../../train/index.ts';
import { vmap } from '../../transforms/vmap/vmap.ts';
import { pairs } from './alike.ts';
import { classifierConfigOf, type TrainConfig } from './config/index.ts';
import type { LossOf } from './learner.ts';
import type { AlikeTruth, Truth } from './truth.ts';
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

/** Folded into the classifier's key for what is learned beside it. */
const beside = 0x616c696b;

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

/** From the vector of a frame to logits of the pairs (`loss.alike`); left behind with the training. */
const alikeHead = (config: TrainConfig) =>
  dense(pairs, { weight: initialHead(classifierOf(config).rstg.config) })(spec([config.model.dim]));

type AlikeParams = ReturnType<ReturnType<typeof alikeHead>['init']>;

/** What is learned from features: all but the backbone. */
export interface AnswerParams extends Omit<VideoParams, 'backbone'> {
  /** Empty where `loss.alike` is null. */
  readonly alike: AlikeParams | readonly [];
}

/** What is learned from videos. */
export interface TrainParams extends AnswerParams, VideoParams {}

const initialAlike = (config: TrainConfig): AnswerParams['alike'] =>
  config.loss.alike === null ? [] : alikeHead(config).init(foldIn(keyOf(config, 'video'), beside));

export const initialTrainParams = (config: TrainConfig): TrainParams => ({
  ...initialVideoParams(config),
  alike: initialAlike(config),
});

export const initialAnswerParams = (config: TrainConfig): AnswerParams => {
  const { backbone: _, ...rest } = initialTrainParams(config);
  return rest;
};

/** Features `[T, h, w, F]` of a video `[T, 64, 64, 1]`. */
export const featuresOf =
  (config: TrainConfig) =>
  (params: VideoParams['backbone'], video: Tensor<Video>): Tensor<Clip> =>
    classifierOf(config).features(params, seenBy(config)(video));

/** The mean over videos and frames of the cross-entropy of all pairs. */
const alikeLoss = (
  params: AlikeParams,
  vectors: Tensor<[number, number, number]>,
  target: Tensor<AlikeTruth>,
): Tensor<[]> => {
  const later: Tensor<[number, number, number]> = slice(vectors, [
    [0, null],
    [1, null],
  ]);
  const logits: Tensor<AlikeTruth> = add(matmul(later, params.weight), params.bias);
  return mul(binaryCrossEntropy(logits, target), pairs);
};

/** Cross-entropy over a batch of videos, by their features, and how many are answered rightly. */
export const answerLoss =
  (config: TrainConfig): LossOf<AnswerParams, Clips, Truth> =>
  (params, features, { labels, alike }) => {
    const [logits, vectors] = vmap(classifierOf(config).answer, { in: [null, 0] })(params, features);
    const { labelSmoothing, alike: asked } = config.loss;
    const loss = crossEntropy(logits, labels, { labelSmoothing });
    const hits = topKHits(logits, labels, 1);
    if (asked === null || !('weight' in params.alike) || !('shape' in alike)) return [loss, hits];
    return [add(loss, mul(alikeLoss(params.alike, vectors, alike), asked.weight)), hits];
  };

/** The same by the videos themselves, where the backbone learns too. */
export const videoLoss =
  (config: TrainConfig): LossOf<TrainParams, Videos, Truth> =>
  (params, videos, truth) => {
    const features: Tensor<Clips> = vmap(featuresOf(config), { in: [null, 0] })(params.backbone, videos);
    return answerLoss(config)(params, features, truth);
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
    const off = sub(maps, targets);
    const loss = div(sum(mul(off, off)), frames.shape[0]);
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
