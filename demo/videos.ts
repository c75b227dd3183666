import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { Failure } from '../src/cli/failure.ts';
import {
  canvases,
  frameSide,
  labelPair,
  type SyncMnistConfig,
  type SyncMnistVideo,
  syncMnistDefaults,
  syncMnistVideo,
} from '../src/data/index.ts';
import { loadMnist } from '../src/data/node.ts';
import { type Value, valueFrom } from '../src/index.ts';
import { renderIoError } from '../src/io/index.ts';
import type { Video } from './pictures/index.ts';

/** The demonstration's videos: the paper's 10 frames, digits from MNIST's test images. */
export const videoConfig = (digits: number, seed: number): SyncMnistConfig => ({
  ...syncMnistDefaults,
  split: 'test',
  digits,
  seed,
  frames: 10,
});

/** Draws the first `count` videos of a data set. */
export const drawVideos = async (
  config: SyncMnistConfig,
  count: number,
): Promise<readonly SyncMnistVideo[]> => {
  const mnist = await loadMnist()();
  if (E.isLeft(mnist)) throw new Failure(renderIoError(mnist.left));
  return Array.from({ length: count }, (_, i) => syncMnistVideo(config, mnist.right, i));
};

/** The answer that a class is: `3 & 7`. */
export const answerText = (label: number): string =>
  O.match(
    () => 'none',
    ([a, b]: readonly [number, number]) => `${a} & ${b}`,
  )(labelPair(label));

export const labelText = (label: number): string => `${answerText(label)} move together`;

/** A video as the pictures take it. */
export const asPicture = (config: SyncMnistConfig, { frames, label, digits }: SyncMnistVideo): Video => {
  const { side, digit: size } = canvases[config.canvas];
  const scale = frameSide / side;
  return {
    frames,
    label: labelText(label),
    note: `digits ${digits.map(({ digit }) => digit).join(', ')}`,
    digits: digits.map(({ digit, positions, inPair }) => ({
      digit,
      size: size * scale,
      pair: inPair,
      path: positions.map(([row, col]) => ({ row: row * scale, col: col * scale })),
    })),
  };
};

/** A video as the model takes it, grey levels 0…255. */
export const asValue = ({ frames }: SyncMnistVideo): Value<[10, 64, 64, 1]> =>
  valueFrom([10, 64, 64, 1], Float32Array.from(frames));

/** Frame t of a video as the model takes it. */
export const frameValue = ({ frames }: SyncMnistVideo, t: number): Value<[64, 64, 1]> =>
  valueFrom(
    [64, 64, 1],
    Float32Array.from(frames.subarray(t * frameSide * frameSide, (t + 1) * frameSide * frameSide)),
  );
