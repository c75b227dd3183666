import type { Mnist } from '../mnist.ts';
import type { SyncMnistConfig } from './config.ts';
import { framePixels, renderScene } from './render.ts';
import { type Scene, syncMnistScene } from './scene.ts';

/** A video with its label and all that it shows. */
export interface SyncMnistVideo extends Scene {
  /** Grey levels, 0 to 255: `[T, 64, 64]`. */
  readonly frames: Uint8Array;
}

/** Videos to train on together. */
export interface SyncMnistBatch {
  /** Grey levels, 0 to 255: `[n, T, 64, 64]`. */
  readonly videos: Uint8Array;
  /** `[n]`. */
  readonly labels: Int32Array;
}

/**
 * The video `index` of the data set that `config` describes (RSTG paper, §3.1): a pure function of its arguments.
 *
 * @example
 * ```ts
 * import { type Mnist, syncMnistDefaults, syncMnistVideo } from 'thwc/data';
 * const first = (mnist: Mnist) => syncMnistVideo(syncMnistDefaults, mnist, 0); // { frames, label, … }
 * ```
 */
export const syncMnistVideo = (config: SyncMnistConfig, mnist: Mnist, index: number): SyncMnistVideo => {
  const scene = syncMnistScene(config, mnist, index);
  const frames = new Uint8Array(config.frames * framePixels);
  renderScene(config, mnist, scene, frames, 0);
  return { ...scene, frames };
};

/**
 * The videos with these indices, each the same as {@link syncMnistVideo} gives.
 *
 * @example
 * ```ts
 * import { type Mnist, syncMnistBatch, syncMnistDefaults } from 'thwc/data';
 * const four = (mnist: Mnist) => syncMnistBatch(syncMnistDefaults, mnist, [0, 1, 2, 3]); // { videos, labels }
 * ```
 */
export const syncMnistBatch = (
  config: SyncMnistConfig,
  mnist: Mnist,
  indices: readonly number[],
): SyncMnistBatch => {
  const pixels = config.frames * framePixels;
  const videos = new Uint8Array(indices.length * pixels);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, i) => {
    const scene = syncMnistScene(config, mnist, index);
    labels[i] = scene.label;
    renderScene(config, mnist, scene, videos, i * pixels);
  });
  return { videos, labels };
};

/**
 * Batch after batch of `size` videos from `from` to `to` − 1 (without `to`, without end), made when asked for. The last may be smaller.
 *
 * @example
 * ```ts
 * import { type Mnist, syncMnistBatches, syncMnistDefaults } from 'thwc/data';
 * const read = (mnist: Mnist) => {
 *   for (const { videos, labels } of syncMnistBatches(syncMnistDefaults, mnist, 32, 0, 600_000)) {
 *     console.log(videos.length, labels.length);
 *   }
 * };
 * ```
 */
export function* syncMnistBatches(
  config: SyncMnistConfig,
  mnist: Mnist,
  size: number,
  from = 0,
  to: number = Number.POSITIVE_INFINITY,
): Generator<SyncMnistBatch, void, void> {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`syncMnistBatches: size must be 1 or more, got ${size}`);
  for (let start = from; start < to; start += size) {
    const count = Math.min(size, to - start);
    yield syncMnistBatch(
      config,
      mnist,
      Array.from({ length: count }, (_, i) => start + i),
    );
  }
}
