import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import type { Values } from '../../tensor/tree.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { adam } from '../../train/index.ts';
import type { Computing } from '../backends.ts';
import { Failure } from '../failure.ts';
import type { TrainConfig } from './config/index.ts';
import { digitMapBatch } from './digit-maps.ts';
import { type Learner, type LossOf, learnerOf } from './learner.ts';
import { digitLoss, digitMapLoss, initialDigitMapParams, initialDigitParams } from './model.ts';
import { pretrainRateOf, type Rate, rateOf } from './rate.ts';
import { frozenLearner, type VideoLearner, wholeLearner } from './video-learner.ts';
import { type Batch, digitBatch } from './videos.ts';

export const phaseNames = ['pretrain', 'train'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** One learner on one kind of videos, until it has seen so many. */
export interface Phase {
  readonly name: PhaseName;
  /** In all. */
  readonly videos: number;
  /** At a time. */
  readonly batch: number;
  readonly rate: Rate;
  /** A step on `count` videos from number `from` on. */
  readonly step: VideoLearner['step'];
  readonly named: VideoLearner['named'];
  readonly restore: VideoLearner['restore'];
  /** Lets go of what works beside it. */
  readonly end: VideoLearner['end'];
}

/**
 * Makes a phase, with the named parameters of the one before it (none at the beginning of a run); without `before` for a state to
 * be restored into it.
 */
type Begin = (before: ReadonlyMap<string, AnyValue> | undefined) => Promise<Phase>;

const phaseOf = <Frames extends readonly number[], Truth>(
  settings: Pick<Phase, 'name' | 'videos' | 'batch' | 'rate'>,
  { step, named, restore }: Learner<Frames, Truth>,
  batchAt: (from: number, count: number) => Batch<Frames, Values<Truth>>,
): Phase => ({
  ...settings,
  step: (rate, from, count) => step(rate, batchAt(from, count)),
  named,
  restore,
  end: () => undefined,
});

/** What a pre-training leaves to the training: the backbone, and the projection to nodes where both have one. */
const taught = (
  own: ReadonlyMap<string, AnyValue>,
  before: ReadonlyMap<string, AnyValue> = new Map(),
): ReadonlyMap<string, AnyValue> =>
  new Map(
    [...before].flatMap(([name, x]) => {
      if (name.startsWith('params.backbone.')) return [[name, x] as const];
      const project = name.replace(/^params\.project\./, 'params.rstg.project.');
      return project !== name && own.has(project) ? [[project, x] as const] : [];
    }),
  );

const demandRight = (result: E.Either<string, void>, what: string): void => {
  if (E.isLeft(result)) throw new Failure(`${what}: ${result.left}`);
};

/**
 * The phases of a run in order: pre-training of the backbone where it is asked for, then the training, from the parameters in `start`
 * where there are any.
 */
export const phasesOf = (
  config: TrainConfig,
  mnist: Mnist,
  computing: Computing,
  start: ReadonlyMap<string, AnyValue> | undefined,
): readonly { readonly name: PhaseName; readonly begin: Begin }[] => {
  const { pretrain } = config;
  const train: Begin = async (before) => {
    const learner = await (config.backbone.frozen ? frozenLearner : wholeLearner)(config, mnist, computing);
    demandRight(learner.take(taught(learner.named(), before)), 'the pre-trained backbone');
    if (start !== undefined && before !== undefined)
      demandRight(learner.take(start), 'the parameters that the run starts from');
    const { videos, batch } = config;
    return { name: 'train', videos, batch, rate: rateOf(config), ...learner };
  };
  if (pretrain === null || config.start !== null) return [{ name: 'train', begin: train }];
  const { videos, batch } = pretrain;
  const taughtBy = async <P, Frames extends readonly number[], Truth>(
    init: P,
    loss: LossOf<P, Frames, Truth>,
    batchOf: (config: TrainConfig, mnist: Mnist, from: number, count: number) => Batch<Frames, Values<Truth>>,
  ): Promise<Phase> =>
    phaseOf(
      { name: 'pretrain', videos, batch, rate: pretrainRateOf(pretrain) },
      await learnerOf(init, loss, adam<P>(), computing.backend),
      (from, count) => batchOf(config, mnist, from, count),
    );
  const first: Begin = () =>
    config.backbone.frames === 2
      ? taughtBy(initialDigitMapParams(config), digitMapLoss(config), digitMapBatch)
      : taughtBy(initialDigitParams(config), digitLoss(config), digitBatch);
  return [
    { name: 'pretrain', begin: first },
    { name: 'train', begin: train },
  ];
};
