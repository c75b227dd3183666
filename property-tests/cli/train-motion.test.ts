/** Runs whose backbone sees two frames at once, or stays as it was pre-trained. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainConfig } from '../../src/cli/train/config/index.ts';
import { digitMapBatch } from '../../src/cli/train/digit-maps.ts';
import { syncMnistDefaults, syncMnistVideo } from '../../src/data/index.ts';
import { mapEntries } from '../../src/models/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { blockMnist } from '../data/support.ts';
import { inFolder } from './files.ts';
import { afterSteps, configWith, digitsShown, newestIn, trained } from './train-support.ts';

const two = { model: { dim: mapEntries }, backbone: { filters: [2, 3], frames: 2 } };
const pretrainingSteps = 3;

const oneDigit = (canvas: 'direct' | 'authors') => ({ ...syncMnistDefaults, digits: 1, frames: 2, canvas });

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
  it('show a digit where it is and where it was, and the map says so', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom('direct', 'authors'), (n, canvas) => {
        const config = configWith({ ...two, data: { canvas } });
        // Every fifth has one digit.
        const { frames, labels } = digitMapBatch(config, blockMnist, 5 * n, 1);
        expect(frames.shape).toEqual([1, 64, 64, 2]);
        /** The middle of what is bright, now (0) or before (1). */
        const middle = (channel: 0 | 1): readonly [number, number] => {
          let [mass, row, column] = [0, 0, 0];
          for (let p = 0; p < 64 * 64; p++) {
            const level = frames.data[p * 2 + channel] ?? 0;
            mass += level;
            row += level * Math.floor(p / 64);
            column += level * (p % 64);
          }
          return [row / mass, column / mass];
        };
        const total = (entry: number): number =>
          labels.data.reduce((sum, x, i) => sum + (i % mapEntries === entry ? x : 0), 0);
        const [now, before] = [middle(0), middle(1)];
        const { label } = syncMnistVideo(oneDigit(canvas), blockMnist, 5 * n);
        for (const axis of [0, 1] as const)
          expect(Math.abs((total(10 + 2 * label + axis) * 3) / 4 - (now[axis] - before[axis]))).toBeLessThan(
            0.5,
          );
        expect(total(label)).toBeCloseTo(4, 4);
      }),
      { numRuns: 20 },
    ));

  it('show one to five digits, in turns', () => {
    const { labels } = digitMapBatch(configWith(two), blockMnist, 0, 10);
    expect(digitsShown(labels, 10)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  });

  it('train a backbone of two channels', async () => {
    const [before, after] = await backbones(configWith(two));
    expect(before).not.toEqual(after);
  });
});

describe('the pre-training on moves', () => {
  it('teaches the projection to nodes, too, where there is one', async () => {
    const settings = { ...two, pretrain: { videos: 6, batch: 2 } };
    // So small a step changes no parameter.
    const config = configWith({ ...settings, rate: { schedule: 'constant', value: 1e-30 } });
    const projections = await inFolder(async (folder) => {
      await trained(folder, config, { interrupted: afterSteps(pretrainingSteps - 1) });
      const nearlyTaught = await newestIn(folder);
      await trained(folder, config, { interrupted: afterSteps(2) }, nearlyTaught);
      const { named } = await newestIn(folder);
      const first = await inFolder(async (other) => {
        await trained(other, configWith({ ...settings, pretrain: null }), { interrupted: afterSteps(1) });
        return newestIn(other);
      });
      return [
        nearlyTaught.named.get('params.project.weight'),
        named.get('params.rstg.project.weight'),
        first.named.get('params.rstg.project.weight'),
      ].map((x) => (x === undefined ? undefined : [...x.data]));
    });
    const [before, after, untaught] = projections;
    if (before === undefined || after === undefined || untaught === undefined)
      throw new Error('no projection');
    // One step of Adam lies between.
    const apart = (a: typeof before, b: typeof before) =>
      a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? Number.NaN))), 0);
    expect(apart(after, before)).toBeLessThan(0.0011);
    expect(apart(after, untaught)).toBeGreaterThan(0.05);
  });
});

describe('a frozen backbone', () => {
  it('is after the training what it was after the pre-training, bit for bit', async () => {
    for (const frames of [1, 2]) {
      const [before, after] = await backbones(
        configWith({ ...two, backbone: { filters: [2, 3], frames, frozen: true } }),
      );
      expect(before.length).toBe(4);
      expect(after).toEqual(before);
    }
  });
});
