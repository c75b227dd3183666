import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import type { Values } from '../../tensor/tree.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { adam, muon } from '../../train/index.ts';
import type { Computing } from '../backends.ts';
import { Failure } from '../failure.ts';
import type { TrainConfig } from './config/index.ts';
import { digitMapBatch } from './digit-maps.ts';
import { type Learner, type LossOf, learnerOf } from './learner.ts';
import { mixedNodes } from './mixed-nodes.ts';
import { digitLoss, digitMapLoss, initialDigitMapParams, initialDigitParams } from './model.ts';
import { pretrainRateOf, type Rate, rateOf } from './rate.ts';
import { isClassifier } from './trained.ts';
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
type Begin = (before: Named | undefined) => Promise<Phase>;

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

type Named = ReadonlyMap<string, AnyValue>;

const projects = ['params.project.', 'params.rstg.project.'] as const;

/** What pre-trainings and trainings have in common, by the names of `own`: the backbone, and the projection to nodes where both have one. */
const sharedIn = (named: Named, own: Named): Named =>
  new Map(
    [...named].flatMap(([name, x]) => {
      if (name.startsWith('params.backbone.')) return [[name, x] as const];
      const from = projects.find((prefix) => name.startsWith(prefix));
      if (from === undefined) return [];
      const project = projects.map((prefix) => prefix + name.slice(from.length)).find((to) => own.has(to));
      return project === undefined ? [] : [[project, x] as const];
    }),
  );

const demandRight = (result: E.Either<string, void>, what: string): void => {
  if (E.isLeft(result)) throw new Failure(`${what}: ${result.left}`);
};

/**
 * The phases of a run in order: pre-training of the backbone where it is asked for, then the training, from the parameters in `start`
 * where there are any: a classifier's, or those of a pre-training.
 */
export const phasesOf = (
  config: TrainConfig,
  mnist: Mnist,
  computing: Computing,
  start: Named | undefined,
): readonly { readonly name: PhaseName; readonly begin: Begin }[] => {
  const { pretrain } = config;
  const train: Begin = async (before) => {
    const learner = await (config.backbone.frozen ? frozenLearner : wholeLearner)(config, mnist, computing);
    const isMoving = config.backbone.frames === 2;
    const shared = (named: Named): Named =>
      sharedIn(isMoving ? mixedNodes(named, config.seed) : named, learner.named());
    const isTrained = start !== undefined && isClassifier(start);
    if (before !== undefined && start !== undefined)
      demandRight(learner.take(isTrained ? start : shared(start)), 'the parameters that the run starts from');
    // What a classifier makes of features stays as it is: a backbone that learns on keeps to them well enough.
    const taught = new Map(
      [...shared(before ?? new Map())].filter(([name]) => !isTrained || !name.startsWith('params.rstg.')),
    );
    demandRight(learner.take(taught), 'the pre-trained backbone');
    const { videos, batch } = config;
    return { name: 'train', videos, batch, rate: rateOf(config), ...learner };
  };
  if (pretrain === null || (config.start !== null && !pretrain.again))
    return [{ name: 'train', begin: train }];
  const { videos, batch } = pretrain;
  const taughtBy = async <P, Frames extends readonly number[], Truth>(
    init: P,
    loss: LossOf<P, Frames, Truth>,
    batchOf: (config: TrainConfig, mnist: Mnist, from: number, count: number) => Batch<Frames, Values<Truth>>,
  ): Promise<Phase> => {
    const learner = await (pretrain.optimiser === 'muon'
      ? learnerOf(init, loss, muon<P>(), computing.backend)
      : learnerOf(init, loss, adam<P>(), computing.backend));
    if (start !== undefined)
      demandRight(learner.take(sharedIn(start, learner.named())), 'the parameters that the run starts from');
    return phaseOf(
      { name: 'pretrain', videos, batch, rate: pretrainRateOf(pretrain) },
      learner,
      (from, count) => batchOf(config, mnist, from, count),
    );
  };
  const first: Begin = () =>
    config.backbone.frames === 2
      ? taughtBy(initialDigitMapParams(config), digitMapLoss(config), digitMapBatch)
      : taughtBy(initialDigitParams(config), digitLoss(config), digitBatch);
  return [
    { name: 'pretrain', begin: first },
    { name: 'train', begin: train },
  ];
};
