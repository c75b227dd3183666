import * as E from 'fp-ts/lib/Either.js';
import { syncMnistConfig } from '../../../data/index.ts';
import { mapEntries } from '../../../models/index.ts';
import { configMistakes } from '../../../rstg/index.ts';
import { evaluationDigits, featureMapOf, rstgConfigOf, stepsOf, syncMnistOf } from './derived.ts';
import type { TrainConfig } from './schema.ts';

type Check = (config: TrainConfig) => readonly string[];

/** A mistake, unless something holds. */
const unless = (holds: boolean, mistake: () => string): readonly string[] => (holds ? [] : [mistake()]);

/** Every number of digits that a run sees, with the key that asks for it. */
const digitsAsked = (config: TrainConfig): readonly (readonly [key: string, digits: number])[] => [
  ['data.digits', config.data.digits],
  ...config.curriculum.flatMap(({ digits }, i) =>
    (typeof digits === 'number' ? [digits] : digits).map((n) => [`curriculum.${i}.digits`, n] as const),
  ),
  ...evaluationDigits(config).map((n) => ['evaluate.digits', n] as const),
];

const videosShown: Check = (config) => {
  const { data } = config;
  const made = syncMnistConfig(syncMnistOf(config, 'train', data.digits));
  const most = Math.max(...digitsAsked(config).map(([, digits]) => digits));
  return [
    ...(E.isLeft(made)
      ? [`data.${made.left.setting}: ${made.left.message.replace(/^.*? must be/, 'expected')}`]
      : []),
    ...unless(
      most < 3 || data.frames > 1,
      () => `data.frames: expected 2 or more to see which of ${most} digits move alike, got ${data.frames}`,
    ),
  ];
};

/** With one digit the label is that digit, with more it is a pair: the two can not be mixed. */
const oneKindOfLabel: Check = (config) =>
  digitsAsked(config)
    .filter(([, digits]) => (digits === 1) !== (config.data.digits === 1))
    .slice(0, 1)
    .map(
      ([key, digits]) =>
        `${key}: expected ${config.data.digits === 1 ? '1' : '2 or more'}, as data.digits is ${config.data.digits}, got ${digits} (the label of one digit is no pair)`,
    );

const features: Check = ({ backbone }) => {
  const { filters, padding } = backbone;
  const fits = filters.findIndex(
    (_, i) => featureMapOf({ filters: filters.slice(0, i + 1), padding }).height < 1,
  );
  return unless(
    fits < 0,
    () =>
      `backbone.filters: expected at most ${fits} layers with padding "${padding}", after which nothing is left of 64×64 pixels, got ${filters.length}`,
  );
};

/** Keys of the model that the network's own checks name. */
const ofModel: Check = (config) =>
  featureMapOf(config.backbone).height < 1
    ? []
    : configMistakes(rstgConfigOf(config)).map((mistake) => {
        const [name = ''] = mistake.split(/[ .]/);
        return name !== 'frames' && Object.hasOwn(config.model, name)
          ? `model.${mistake}`
          : `model: ${mistake}`;
      });

/** What a pre-training on moves is told by: thirty entries of a node (see `digitMap`). */
const wideEnough: Check = ({ backbone, pretrain, model }) =>
  unless(
    backbone.frames === 1 || pretrain === null || model.dim >= mapEntries,
    () =>
      `model.dim: expected ${mapEntries} or more, for the pre-training with backbone.frames 2, got ${model.dim}`,
  );

/** Nothing would ever teach it. */
const isTaught: Check = ({ backbone, pretrain, start }) =>
  unless(
    !backbone.frozen || pretrain !== null || start !== null,
    () =>
      'backbone.frozen: expected a pre-training, or parameters to "start" from: it would stay as it is drawn',
  );

/** Nothing has taught a backbone before. */
const learnsOn: Check = ({ pretrain, start }) =>
  unless(
    pretrain?.again !== true || start !== null,
    () => 'pretrain.again: expected parameters to "start" from, whose backbone learns on',
  );

const amounts: Check = ({ data, batch, videos, curriculum, pretrain, evaluate }) => {
  const staged = curriculum.reduce((sum, stage) => sum + stage.videos, 0);
  const fixed = data.fixed ?? Number.POSITIVE_INFINITY;
  const { digits } = evaluate;
  return [
    ...unless(
      batch <= fixed,
      () => `batch: expected at most the ${fixed} videos of data.fixed, got ${batch}`,
    ),
    ...unless(batch <= videos, () => `batch: expected at most the ${videos} videos of the run, got ${batch}`),
    ...unless(
      staged < videos,
      () => `curriculum: expected stages of fewer videos than the ${videos} of the run, got ${staged}`,
    ),
    ...unless(
      pretrain === null || pretrain.batch <= pretrain.videos,
      () => `pretrain.batch: expected at most pretrain.videos, ${pretrain?.videos}, got ${pretrain?.batch}`,
    ),
    ...unless(
      digits === null || new Set(digits).size === digits.length,
      () => `evaluate.digits: expected different numbers, got ${digits?.join(', ')}`,
    ),
  ];
};

/** Every video is the same few over and over, or each a few times: not both. */
const seenAgain: Check = ({ data: { fixed, echo } }) =>
  unless(
    fixed === null || echo === null,
    () => `data.echo: expected null with data.fixed ${fixed}, whose videos come again anyway`,
  );

const learning: Check = (config) => {
  const { optimiser, rate } = config;
  const { name, momentum, nesterov, weightDecay } = optimiser;
  const steps = stepsOf(config);
  return [
    ...unless(
      name !== 'adam' || weightDecay === 0,
      () =>
        `optimiser.weightDecay: expected 0 with optimiser.name "adam", got ${weightDecay}; did you mean "adamw"?`,
    ),
    ...unless(
      name !== 'sgd' || !nesterov || momentum > 0,
      () => 'optimiser.nesterov: expected false without optimiser.momentum, got true',
    ),
    ...unless(
      rate.warmUp < steps,
      () => `rate.warmUp: expected fewer than the ${steps} steps of the run, got ${rate.warmUp}`,
    ),
    ...unless(
      rate.schedule !== 'cosine' || rate.final <= rate.value,
      () => `rate.final: expected at most rate.value, ${rate.value}, got ${rate.final}`,
    ),
    ...unless(
      rate.schedule !== 'plateau' || rate.least <= rate.value,
      () => `rate.least: expected at most rate.value, ${rate.value}, got ${rate.least}`,
    ),
  ];
};

const checks: readonly Check[] = [
  videosShown,
  oneKindOfLabel,
  features,
  ofModel,
  wideEnough,
  isTaught,
  learnsOn,
  amounts,
  seenAgain,
  learning,
];

/**
 * What of a configuration does not fit together though each value may stand on its own: a line for each mistake that names the key, what was
 * expected and what was found. Empty when it is sound.
 */
export const trainConfigMistakes = (config: TrainConfig): readonly string[] =>
  checks.flatMap((check) => check(config));

/** Keys that only some optimisers and schedules read. */
const readers: readonly (readonly [
  section: 'optimiser' | 'rate',
  choice: string,
  by: readonly string[],
  keys: readonly string[],
])[] = [
  ['optimiser', 'name', ['sgd', 'muon'], ['momentum', 'nesterov']],
  ['optimiser', 'name', ['adam', 'adamw', 'muon'], ['beta1', 'beta2', 'epsilon']],
  ['rate', 'schedule', ['cosine'], ['final']],
  ['rate', 'schedule', ['plateau'], ['factor', 'window', 'patience', 'threshold', 'least']],
];

const and = new Intl.ListFormat('en-GB');

/**
 * Settings that were asked for on the command line and that nothing reads: `--rate.window` with a constant rate. A file may hold them, for
 * one that was written out holds every key.
 */
export const idleSettings = (
  asked: (path: readonly string[]) => boolean,
  { optimiser, rate }: TrainConfig,
): readonly string[] =>
  readers.flatMap(([section, choice, by, keys]) => {
    const chosen = section === 'optimiser' ? optimiser.name : rate.schedule;
    return by.includes(chosen)
      ? []
      : keys
          .filter((key) => asked([section, key]))
          .map(
            (key) =>
              `--${section}.${key} has no effect with ${section}.${choice} "${chosen}", only with ${and.format(by.map((name) => `"${name}"`))}`,
          );
  });
