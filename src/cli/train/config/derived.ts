import { frameSide, labelCount, type Split, type SyncMnistConfig } from '../../../data/index.ts';
import { featureMap, rstgConfigOf as rstgOf, type VideoClassifierConfig } from '../../../models/index.ts';
import type { RstgConfig } from '../../../rstg/index.ts';
import type { TrainConfig } from './schema.ts';

/** The shape of what the backbone makes of a frame: less than 1×1 when nothing is left. */
export const featureMapOf = (
  backbone: Pick<TrainConfig['backbone'], 'filters' | 'padding'>,
): ReturnType<typeof featureMap> => featureMap({ height: frameSide, width: frameSide }, backbone);

/** Classes to tell apart: the digits themselves where a video has one, else the 45 pairs and "none". */
export const classesOf = ({ data }: TrainConfig): number => (data.digits === 1 ? 10 : labelCount);

/**
 * The model of a run, for `videoClassifier` of `thwc/models`; `digitClassifier` takes it too.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { classifierConfigOf } from './derived.ts';
 * import { resolveTrainConfig } from './resolve.ts';
 * const config = resolveTrainConfig({ preset: 'small' });
 * if (E.isRight(config)) console.log(classifierConfigOf(config.right).classes); // 46
 * ```
 */
export const classifierConfigOf = (config: TrainConfig): VideoClassifierConfig => ({
  frames: config.data.frames,
  height: frameSide,
  width: frameSide,
  channels: config.backbone.frames,
  backbone: config.backbone,
  rstg: config.model,
  classes: classesOf(config),
});

/** The configuration of the RSTG in a run: frames from the data, features from the backbone, read out to a vector. */
export const rstgConfigOf = (config: TrainConfig): RstgConfig => rstgOf(classifierConfigOf(config));

/** The data set of a run with so many digits in a video; `seed` and `split` fix every video of it. */
export const syncMnistOf = (
  { data: { frames, canvas, noneRate, exact, order }, seed }: TrainConfig,
  split: Split,
  digits: number,
): SyncMnistConfig => ({ split, seed, digits, frames, canvas, noneRate, exact, order });

/** The numbers of digits that a run is evaluated on. */
export const evaluationDigits = ({ evaluate, data }: TrainConfig): readonly number[] =>
  evaluate.digits ?? [data.digits];

/** Steps of a run: its videos in whole batches. */
export const stepsOf = ({ videos, batch }: Pick<TrainConfig, 'videos' | 'batch'>): number =>
  Math.ceil(videos / batch);

/**
 * Numbers of digits that the n-th video of a run (from 0) is drawn from: those of its stage of the curriculum, or, after the last stage,
 * `data.digits`. More than one is a mix.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { digitsAt } from './derived.ts';
 * import { resolveTrainConfig } from './resolve.ts';
 * const config = resolveTrainConfig({ preset: 'small' });
 * if (E.isRight(config)) console.log(digitsAt(config.right, 20_000)); // [ 2, 3 ]
 * ```
 */
export const digitsAt = ({ curriculum, data }: TrainConfig, video: number): readonly number[] => {
  let end = 0;
  for (const { videos, digits } of curriculum) {
    end += videos;
    if (video < end) return typeof digits === 'number' ? [digits] : digits;
  }
  return [data.digits];
};
