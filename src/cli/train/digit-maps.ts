import {
  type Canvas,
  canvases,
  frameSide,
  type Mnist,
  type SceneDigit,
  syncMnistVideo,
} from '../../data/index.ts';
import { digitMapTarget, mapEntries, type SeenDigit } from '../../models/index.ts';
import type { Value } from '../../tensor/value.ts';
import { valueFrom } from '../../tensor/values.ts';
import { featureMapOf, syncMnistOf, type TrainConfig } from './config/index.ts';
import type { Batch, Maps, MovingFrames } from './videos.ts';

const side = frameSide;

/** What is to be seen in the second of two frames, in pixels of the frame. */
const seenIn = (digits: readonly SceneDigit[], canvas: Canvas): readonly SeenDigit[] => {
  const geometry = canvases[canvas];
  // Pixels of the canvas are smaller than the frame's in the authors' drawing.
  const scale = side / geometry.side;
  return digits.map(({ digit, positions }) => {
    const [[fromY, fromX] = [0, 0], [y, x] = [0, 0]] = positions;
    return {
      digit,
      middle: [(y + geometry.digit / 2) * scale - 0.5, (x + geometry.digit / 2) * scale - 0.5],
      move: [(y - fromY) * scale, (x - fromX) * scale],
    };
  });
};

/** Frames with a few digits, the frames before them, and what a backbone is to say of each cell. */
export const digitMapBatch = (
  config: TrainConfig,
  mnist: Mnist,
  from: number,
  count: number,
): Batch<MovingFrames, Value<Maps>> => {
  const { height, width } = featureMapOf(config.backbone);
  const counts = config.pretrain?.digits ?? [];
  const pixels = side * side;
  const size = height * width * mapEntries;
  const [data, maps] = [new Float32Array(count * pixels * 2), new Float32Array(count * size)];
  for (let i = 0; i < count; i++) {
    const n = from + i;
    const two = { ...syncMnistOf(config, 'train', counts[n % counts.length] ?? 1), frames: 2, exact: false };
    const { frames, digits } = syncMnistVideo(two, mnist, n);
    for (let pixel = 0; pixel < pixels; pixel++) {
      data[(i * pixels + pixel) * 2] = frames[pixels + pixel] ?? 0;
      data[(i * pixels + pixel) * 2 + 1] = frames[pixel] ?? 0;
    }
    const seen = seenIn(digits, config.data.canvas);
    maps.set(digitMapTarget({ height: side, width: side }, config.backbone, seen), i * size);
  }
  return {
    frames: valueFrom([count, side, side, 2], data),
    labels: valueFrom([count, height, width, mapEntries], maps),
  };
};
