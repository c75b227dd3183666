import { describe, expect, it } from 'vitest';
import { blockMnist, configOf, loadTestDigits } from '../../../property-tests/data/support.ts';
import { mnistImage } from '../mnist.ts';
import { squareResizer } from '../resize.ts';
import type { Scene } from './scene.ts';
import { syncMnistBatch, syncMnistBatches, syncMnistVideo } from './video.ts';

/** A canvas made from the top down: at each pixel the last digit that is not black there. */
const composed = (
  scene: Scene,
  frame: number,
  side: number,
  pictures: readonly Uint8Array[],
  digitSide: number,
) =>
  Uint8Array.from({ length: side * side }, (_, i) => {
    const levels = scene.digits.map(({ positions }, place) => {
      const [top = 0, left = 0] = positions[frame] ?? [];
      const [y, x] = [Math.floor(i / side) - top, (i % side) - left];
      const inside = y >= 0 && x >= 0 && y < digitSide && x < digitSide;
      return inside ? (pictures[place]?.[y * digitSide + x] ?? 0) : 0;
    });
    return levels.findLast((level) => level >= 10) ?? 0;
  });

const resized = (picture: Uint8Array, from: number, to: number): Uint8Array => {
  const out = new Uint8Array(to * to);
  squareResizer(from, to)(picture, out, 0);
  return out;
};

describe('syncMnistVideo', () => {
  const frameOf = (frames: Uint8Array, frame: number) => frames.subarray(frame * 4096, (frame + 1) * 4096);

  it('draws later digits over earlier ones where they are not black (direct)', () => {
    const config = configOf({ digits: 6, frames: 4 });
    for (let index = 0; index < 5; index++) {
      const video = syncMnistVideo(config, blockMnist, index);
      const pictures = video.digits.map(({ imageIndex }) =>
        resized(mnistImage(blockMnist.train, imageIndex), 28, 18),
      );
      for (let frame = 0; frame < 4; frame++) {
        expect(frameOf(video.frames, frame)).toEqual(composed(video, frame, 64, pictures, 18));
      }
    }
  });

  it('draws on the large canvas, then shrinks the frame (authors)', () => {
    const config = configOf({ digits: 6, frames: 4, canvas: 'authors' });
    for (let index = 0; index < 5; index++) {
      const video = syncMnistVideo(config, blockMnist, index);
      const pictures = video.digits.map(({ imageIndex }) => mnistImage(blockMnist.train, imageIndex));
      for (let frame = 0; frame < 4; frame++) {
        const canvas = composed(video, frame, 100, pictures, 28);
        // The last digit's white pixel is on top, so the range is 0–255 as it is.
        expect(frameOf(video.frames, frame)).toEqual(resized(canvas, 100, 64));
      }
    }
  });

  it("stretches each frame's range to 0–255", () => {
    const faint = blockMnist.train.images.map((level) => Math.min(level, 100));
    const split = { ...blockMnist.train, images: faint };
    const mnist = { train: split, test: split };
    for (const canvas of ['direct', 'authors'] as const) {
      const { frames } = syncMnistVideo(configOf({ frames: 1, canvas, digits: 10 }), mnist, 0);
      expect(Math.max(...frames)).toBe(255);
      expect(Math.min(...frames)).toBe(0);
    }
  });
});

describe('syncMnistBatch', () => {
  const digits = loadTestDigits();

  it.each(['direct', 'authors'] as const)('holds the very videos of its indices (%s)', (canvas) => {
    const config = configOf({ frames: 3, canvas });
    const indices = [5, 0, 1000, 5];
    const { videos, labels } = syncMnistBatch(config, digits, indices);
    indices.forEach((index, i) => {
      const video = syncMnistVideo(config, digits, index);
      expect(videos.subarray(i * 3 * 4096, (i + 1) * 3 * 4096)).toEqual(video.frames);
      expect(labels[i]).toBe(video.label);
    });
  });

  it('comes in batches, the last smaller', () => {
    const config = configOf({ frames: 1 });
    const sizes = [...syncMnistBatches(config, digits, 4, 2, 12)].map(({ labels }) => labels.length);
    expect(sizes).toEqual([4, 4, 2]);
    const [first] = syncMnistBatches(config, digits, 3);
    expect(first).toEqual(syncMnistBatch(config, digits, [0, 1, 2]));
    expect(() => [...syncMnistBatches(config, digits, 0)]).toThrow(/size/);
  });
});
