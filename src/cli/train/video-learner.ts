/**
 * What learns from videos: all of a classifier, or all behind a frozen backbone, whose features are then computed apart from the steps
 * and no oftener than needed.
 */
import * as E from 'fp-ts/lib/Either.js';
import { evaluate } from '../../compile/compile.ts';
import type { Mnist } from '../../data/index.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { valueFrom } from '../../tensor/values.ts';
import type { Computing } from '../backends.ts';
import { featureMapOf, type TrainConfig } from './config/index.ts';
import { featuresBeside } from './features/index.ts';
import { type Learner, learnerOf, type Stepped } from './learner.ts';
import {
  type AnswerParams,
  answerLoss,
  initialAnswerParams,
  initialVideoParams,
  type VideoParams,
  videoLoss,
  withOptimiser,
} from './model.ts';
import { fromNamedLeaves, namedLeaves } from './named-leaves.ts';
import { orderOf } from './order.ts';
import { type Clips, trainingBatch, trainingLabels, type Videos } from './videos.ts';

/** A learner that is told which videos come, and gets them itself. */
export interface VideoLearner extends Pick<Learner<readonly number[]>, 'named' | 'restore' | 'take'> {
  /** A step on the videos that come `count` from the n-th on. */
  readonly step: (rate: number, n: number, count: number) => Promise<Stepped>;
  /** Lets go of what works beside it. */
  readonly end: () => void;
}

type MakeLearner = (config: TrainConfig, mnist: Mnist, computing: Computing) => Promise<VideoLearner>;

const numbersOf = (order: (n: number) => number, n: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => order(n + i));

/** All of the classifier learns. */
export const wholeLearner: MakeLearner = async (config, mnist, { backend }) => {
  const order = orderOf(config);
  const { step, ...learner } = await withOptimiser<VideoParams, Promise<Learner<Videos>>>(
    config,
    (optimiser) => learnerOf(initialVideoParams(config), videoLoss(config), optimiser, backend),
  );
  return {
    ...learner,
    step: (rate, n, count) => step(rate, trainingBatch(config, mnist, numbersOf(order, n, count))),
    end: () => undefined,
  };
};

const ofBackbone = 'params.backbone.';

type Named = ReadonlyMap<string, AnyValue>;

const split = (named: Named): { readonly backbone: Named; readonly rest: Named } => {
  const belongs = ([name]: readonly [string, AnyValue]) => name.startsWith(ofBackbone);
  const all = [...named];
  return { backbone: new Map(all.filter(belongs)), rest: new Map(all.filter((entry) => !belongs(entry))) };
};

/** All but the backbone learns, from features. */
export const frozenLearner: MakeLearner = async (config, mnist, computing) => {
  const { backend, beside } = computing;
  const order = orderOf(config);
  const like = { params: { backbone: initialVideoParams(config).backbone } };
  const learner = await withOptimiser<AnswerParams, Promise<Learner<Clips>>>(config, (optimiser) =>
    learnerOf(initialAnswerParams(config), answerLoss(config), optimiser, beside?.backend ?? backend),
  );
  let backbone = await evaluate(like, { backend });
  // Made at the first step: by then the backbone is the one that stays.
  let features: ReturnType<typeof featuresBeside> | undefined;
  const setBackbone = (named: Named): E.Either<string, void> => {
    const found = fromNamedLeaves(like, named);
    if (E.isLeft(found)) return found;
    backbone = found.right;
    return E.right(undefined);
  };
  return {
    named: () => new Map([...namedLeaves(backbone), ...learner.named()]),
    restore: (named) => {
      const parts = split(named);
      return E.flatMap(() => learner.restore(parts.rest))(setBackbone(parts.backbone));
    },
    take: (named) => {
      const parts = split(named);
      return E.flatMap(() => learner.take(parts.rest))(
        setBackbone(new Map([...namedLeaves(backbone), ...parts.backbone])),
      );
    },
    step: async (rate, n, count) => {
      features ??= featuresBeside(config, mnist, computing, backbone.params.backbone);
      const found = await features.at(n, count);
      const { height, width, channels } = featureMapOf(config.backbone);
      const size = config.data.frames * height * width * channels;
      const all = new Float32Array(count * size);
      found.forEach((one, i) => {
        all.set(one, i * size);
      });
      const frames = valueFrom([count, config.data.frames, height, width, channels], all);
      return learner.step(rate, {
        frames,
        labels: trainingLabels(config, mnist, numbersOf(order, n, count)),
      });
    },
    end: () => features?.end(),
  };
};
