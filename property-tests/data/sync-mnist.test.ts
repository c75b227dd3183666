import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canvases, type SyncMnistConfig } from '../../src/data/sync-mnist/config.ts';
import { noneLabel, pairLabel } from '../../src/data/sync-mnist/labels.ts';
import { pairsMovingAlike } from '../../src/data/sync-mnist/motion.ts';
import { syncMnistScene } from '../../src/data/sync-mnist/scene.ts';
import { syncMnistBatch, syncMnistVideo } from '../../src/data/sync-mnist/video.ts';
import { blockMnist, configOf } from './support.ts';

const configs: fc.Arbitrary<SyncMnistConfig> = fc
  .record({
    split: fc.constantFrom('train' as const, 'test' as const),
    seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    digits: fc.integer({ min: 1, max: 10 }),
    frames: fc.integer({ min: 2, max: 6 }),
    canvas: fc.constantFrom('direct' as const, 'authors' as const),
    noneRate: fc.constantFrom(0, 1 / 90, 0.5, 1),
    exact: fc.boolean(),
    order: fc.constantFrom('shuffled' as const, 'pair-first' as const),
  })
  .map(configOf);

const indices = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('a SyncMNIST scene', () => {
  it('shows different digits, each by an image of its own class', () => {
    fc.assert(
      fc.property(configs, indices, (config, index) => {
        const { digits } = syncMnistScene(config, blockMnist, index);
        expect(digits.length).toBe(config.digits);
        expect(new Set(digits.map(({ digit }) => digit)).size).toBe(config.digits);
        for (const { digit, imageIndex } of digits)
          expect(blockMnist[config.split].labels[imageIndex]).toBe(digit);
      }),
    );
  });

  it('has the label of its pair, or "none"; the pair makes the same moves; exactly that pair when exact', () => {
    fc.assert(
      fc.property(configs, indices, (config, index) => {
        const { label, digits } = syncMnistScene(config, blockMnist, index);
        const alike = pairsMovingAlike(digits.map(({ positions }) => positions));
        const pair = digits.flatMap(({ inPair }, i) => (inPair ? [i] : []));
        if (config.digits === 1) expect(label).toBe(digits[0]?.digit);
        else if (label === noneLabel) expect(pair).toEqual([]);
        else {
          const [a, b] = pair.map((i) => digits[i]?.digit);
          expect(pair.length).toBe(2);
          expect(pairLabel(a ?? -1, b ?? -1)).toBe(label);
          expect(alike).toContainEqual(pair);
        }
        if (config.exact) expect(alike.length).toBe(pair.length / 2);
      }),
    );
  });

  it('keeps every digit on the canvas, and every move within reach', () => {
    fc.assert(
      fc.property(configs, indices, (config, index) => {
        const { side, digit, reach } = canvases[config.canvas];
        for (const { positions } of syncMnistScene(config, blockMnist, index).digits) {
          expect(positions.length).toBe(config.frames);
          positions.forEach((place, frame) => {
            place.forEach((at, axis) => {
              expect(Number.isInteger(at) && at >= 0 && at <= side - digit).toBe(true);
              const before = positions[frame - 1]?.[axis] ?? at;
              expect(Math.abs(at - before)).toBeLessThanOrEqual(reach);
            });
          });
        }
      }),
    );
  });

  it('differs between splits, seeds and indices', () => {
    fc.assert(
      fc.property(configs, indices, (config, index) => {
        const start = (changed: SyncMnistConfig, i: number) =>
          JSON.stringify(
            syncMnistScene(changed, blockMnist, i).digits.map(({ positions, digit }) => [digit, positions]),
          );
        const other = config.split === 'train' ? 'test' : 'train';
        const seed = config.seed === 0 ? 1 : config.seed - 1;
        const next = index === 0 ? 1 : index - 1;
        const scenes = [
          start(config, index),
          start({ ...config, split: other }, index),
          start({ ...config, seed }, index),
          start(config, next),
        ];
        // One digit and two frames could agree by chance: 1 in 10 · 47² · 13² or less.
        expect(new Set(scenes).size).toBe(4);
      }),
    );
  });
});

describe('a SyncMNIST video', () => {
  it('is a pure function of configuration and index, alone or in any batch', () => {
    fc.assert(
      fc.property(configs, fc.array(indices, { minLength: 1, maxLength: 3 }), (config, chosen) => {
        const { videos, labels } = syncMnistBatch(config, blockMnist, chosen);
        const size = config.frames * 64 * 64;
        for (const [i, index] of [...chosen.entries()].reverse()) {
          const video = syncMnistVideo(config, blockMnist, index);
          expect(videos.subarray(i * size, (i + 1) * size)).toEqual(video.frames);
          expect(labels[i]).toBe(video.label);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('shows test digits only from test images', () => {
    // Training images made black must change nothing.
    const drop = {
      ...blockMnist,
      train: { ...blockMnist.train, images: blockMnist.train.images.map(() => 0) },
    };
    fc.assert(
      fc.property(configs, indices, (config, index) => {
        const test = { ...config, split: 'test' as const };
        expect(syncMnistVideo(test, drop, index)).toEqual(syncMnistVideo(test, blockMnist, index));
      }),
      { numRuns: 20 },
    );
  });
});
