/** Runs whose backbone sees two frames at once, or stays as it was pre-trained. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainConfig } from '../../src/cli/train/config/index.ts';
import { movingDigitBatch } from '../../src/cli/train/videos.ts';
import { canvases, syncMnistScene } from '../../src/data/index.ts';
import { moveUnit } from '../../src/models/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { blockMnist } from '../data/support.ts';
import { inFolder } from './files.ts';
import { afterSteps, configWith, newestIn, trained } from './train-support.ts';

const two = { backbone: { filters: [2, 3], frames: 2 } };
const pretrainingSteps = 3;

const backboneIn = (named: ReadonlyMap<string, AnyValue>) =>
  [...named].filter(([name]) => name.startsWith('params.backbone.')).map(([name, { data }]) => [name, data]);

/** The backbone after the pre-training, and after the whole run. */
const backbones = (config: TrainConfig) =>
  inFolder(async (folder) => {
    await trained(folder, config, { interrupted: afterSteps(pretrainingSteps + 1) });
    const before = await newestIn(folder);
    await trained(folder, config, {}, before);
    const after = await newestIn(folder);
    expect(after.position.step).toBeGreaterThan(before.position.step);
    return [backboneIn(before.named), backboneIn(after.named)] as const;
  });

describe('a frame and the one before it', () => {
  it('show the digit where it is and where it was, and the move between', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom('direct', 'authors'), (n, canvas) => {
        const config = configWith({ ...two, data: { canvas } });
        const { frames, labels } = movingDigitBatch(config, blockMnist, n, 2);
        expect(frames.shape).toEqual([2, 64, 64, 2]);
        for (const i of [0, 1]) {
          const source = { split: 'train', seed: 0, digits: 1, frames: 2, canvas } as const;
          const more = { noneRate: config.data.noneRate, exact: false, order: config.data.order };
          const [digit] = syncMnistScene({ ...source, ...more }, blockMnist, n + i).digits;
          const [[y0, x0] = [0, 0], [y1, x1] = [0, 0]] = digit?.positions ?? [];
          expect(labels.digits.data[i]).toBe(digit?.digit);
          const pixels = (by: number): number => (by * 64) / canvases[canvas].side / moveUnit;
          expect(labels.moves.data[2 * i]).toBeCloseTo(pixels(y1 - y0), 5);
          expect(labels.moves.data[2 * i + 1]).toBeCloseTo(pixels(x1 - x0), 5);
          // What is drawn moved as the digit did: the middles of what is bright, to a pixel's part.
          const middle = (channel: number, axis: 0 | 1): number => {
            let [mass, moment] = [0, 0];
            for (let p = 0; p < 64 * 64; p++) {
              const level = frames.data[(i * 64 * 64 + p) * 2 + channel] ?? 0;
              mass += level;
              moment += level * (axis === 0 ? Math.floor(p / 64) : p % 64);
            }
            return moment / mass;
          };
          for (const axis of [0, 1] as const)
            expect(
              Math.abs(
                middle(0, axis) -
                  middle(1, axis) -
                  (labels.moves.data[2 * i + axis] ?? Number.NaN) * moveUnit,
              ),
            ).toBeLessThan(0.5);
        }
      }),
      { numRuns: 20 },
    ));

  it('train a backbone of two channels', async () => {
    const [before, after] = await backbones(configWith(two));
    expect(before).not.toEqual(after);
  });
});

describe('a frozen backbone', () => {
  it('is after the training what it was after the pre-training, bit for bit', async () => {
    for (const frames of [1, 2]) {
      const [before, after] = await backbones(
        configWith({ backbone: { filters: [2, 3], frames, frozen: true } }),
      );
      expect(before.length).toBe(4);
      expect(after).toEqual(before);
    }
  });
});
