import { frameSide, labelCount, type Split, type SyncMnistConfig } from '../../../data/index.ts';
import type { RstgConfig } from '../../../rstg/index.ts';
import type { TrainConfig } from './schema.ts';

/** Side of a feature map after one layer of the backbone: a 3×3 convolution and a 2×2 max-pool. */
const sideAfter = (side: number, padding: TrainConfig['backbone']['padding']): number =>
  Math.max(0, Math.floor((padding === 'same' ? side : side - 2) / 2));

/** The shape of what the backbone makes of a frame. */
export interface FeatureMap {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * What the backbone makes of a 64×64 frame; 0×0 when nothing is left.
 *
 * @example
 * ```ts
 * import { featureMapOf } from './derived.ts';
 * const { height, channels } = featureMapOf({ filters: [512, 512, 512], padding: 'valid' });
 * console.log(height, channels); // 6 512
 * ```
 */
export const featureMapOf = ({ filters, padding }: TrainConfig['backbone']): FeatureMap => {
  const side = filters.reduce((size) => sideAfter(size, padding), frameSide);
  return { height: side, width: side, channels: filters.at(-1) ?? 1 };
};

/**
 * The configuration of the RSTG in a run: frames from the data, features from the backbone, read out to a vector.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { rstgConfigOf } from './derived.ts';
 * import { resolveTrainConfig } from './resolve.ts';
 * const config = resolveTrainConfig({ preset: 'small' });
 * if (E.isRight(config)) console.log(rstgConfigOf(config.right).height); // 6
 * ```
 */
export const rstgConfigOf = ({ data, backbone, model }: TrainConfig): RstgConfig => ({
  frames: data.frames,
  ...featureMapOf(backbone),
  ...model,
  readout: 'vec',
});

/** The data set of a run with so many digits in a video; `seed` and `split` fix every video of it. */
export const syncMnistOf = (
  { data: { frames, canvas, noneRate, exact, order }, seed }: TrainConfig,
  split: Split,
  digits: number,
): SyncMnistConfig => ({ split, seed, digits, frames, canvas, noneRate, exact, order });

/** Classes to tell apart: the digits themselves where a video has one, else the 45 pairs and "none". */
export const classesOf = ({ data }: TrainConfig): number => (data.digits === 1 ? 10 : labelCount);

/** The numbers of digits that a run is evaluated on. */
export const evaluationDigits = ({ evaluate, data }: TrainConfig): readonly number[] =>
  evaluate.digits ?? [data.digits];

/** Steps of a run: its videos in whole batches. */
export const stepsOf = ({ videos, batch }: TrainConfig): number => Math.ceil(videos / batch);

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
