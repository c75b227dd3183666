import {
  frameSide,
  type Mnist,
  type Split,
  type SyncMnistConfig,
  syncMnistScene,
  syncMnistVideo,
} from '../../data/index.ts';
import type { mapEntries } from '../../models/index.ts';
import { foldIn, keyOf, uniformInt } from '../../random/index.ts';
import type { Value } from '../../tensor/value.ts';
import { valueFrom } from '../../tensor/values.ts';
import { syncMnistOf, type TrainConfig } from './config/index.ts';
import { digitsShown } from './order.ts';

/** Videos `[n, T, 64, 64, 1]` (or frames `[n, 64, 64, 1]`), grey levels 0…255, and what is to be said of them: their labels `[n]`. */
export interface Batch<Frames extends readonly number[], Truth = Value<[number], 'i32'>> {
  readonly frames: Value<Frames>;
  readonly labels: Truth;
}

export type Videos = [number, number, number, number, 1];
/** Their features `[n, T, h, w, F]`. */
export type Clips = [number, number, number, number, number];
export type Frames = [number, typeof frameSide, typeof frameSide, 1];
/** What is to be said of each cell of their feature maps. */
export type Maps = [number, number, number, typeof mapEntries];
/** Frames with those before them. */
export type MovingFrames = [number, typeof frameSide, typeof frameSide, 2];

const side = frameSide;

/** Keys of other draws than those inside a video (src/data folds its own into the seed). */
const mixing = 0x6d6978;

const filled = <Shape extends readonly number[]>(
  mnist: Mnist,
  sources: readonly (readonly [config: SyncMnistConfig, index: number])[],
  pixels: number,
  shaped: (data: Float32Array) => Value<Shape>,
): Batch<Shape> => {
  const data = new Float32Array(sources.length * pixels);
  const labels = new Int32Array(sources.length);
  sources.forEach(([config, index], i) => {
    const { frames, label } = syncMnistVideo(config, mnist, index);
    data.set(frames, i * pixels);
    labels[i] = label;
  });
  return { frames: shaped(data), labels: valueFrom([sources.length], labels) };
};

const videosOf = (
  { data: { frames } }: TrainConfig,
  mnist: Mnist,
  sources: readonly (readonly [SyncMnistConfig, number])[],
): Batch<Videos> =>
  filled(mnist, sources, frames * side * side, (data) =>
    valueFrom([sources.length, frames, side, side, 1], data),
  );

const numbers = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from + i);

/** How many digits a video of the training has: what its stage says, drawn where that is a mix. */
const digitsOf = (config: TrainConfig, video: number): number => {
  const digits = digitsShown(config, video);
  return digits[uniformInt(foldIn(keyOf(config.seed), mixing), video, digits.length)] ?? config.data.digits;
};

/** The data set that a video of the training is of. */
export const sourceOf = (config: TrainConfig, video: number): SyncMnistConfig =>
  syncMnistOf(config, 'train', digitsOf(config, video));

/** Videos of the training, by their numbers: a pure function of the configuration, so that any run can go on anywhere. */
export const trainingBatch = (config: TrainConfig, mnist: Mnist, videos: readonly number[]): Batch<Videos> =>
  videosOf(
    config,
    mnist,
    videos.map((video) => [sourceOf(config, video), video] as const),
  );

/** What is to be said of videos of the training, without drawing them. */
export const trainingLabels = (
  config: TrainConfig,
  mnist: Mnist,
  videos: readonly number[],
): Value<[number], 'i32'> =>
  valueFrom(
    [videos.length],
    Int32Array.from(videos, (video) => syncMnistScene(sourceOf(config, video), mnist, video).label),
  );

/** Frames with one digit at a random place, for the backbone to name. */
export const digitBatch = (config: TrainConfig, mnist: Mnist, from: number, count: number): Batch<Frames> => {
  const one = { ...syncMnistOf(config, 'train', 1), frames: 1, exact: false };
  return filled(
    mnist,
    numbers(from, count).map((n) => [one, n] as const),
    side * side,
    (data) => valueFrom([count, side, side, 1], data),
  );
};

/** Videos of one number of digits, to evaluate on. */
export const videoBatch = (
  config: TrainConfig,
  mnist: Mnist,
  { split, digits }: { readonly split: Split; readonly digits: number },
  from: number,
  count: number,
): Batch<Videos> => {
  const source = syncMnistOf(config, split, digits);
  return videosOf(
    config,
    mnist,
    numbers(from, count).map((n) => [source, n] as const),
  );
};
