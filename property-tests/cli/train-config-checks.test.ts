import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerAt, over, valueAt } from '../../src/cli/json-config/layers.ts';
import { leavesOf } from '../../src/cli/json-config/outline.ts';
import {
  classesOf,
  classifierConfigOf,
  digitsAt,
  evaluationDigits,
  presetNames,
  rowNames,
  rowOf,
  rstgConfigOf,
  sameRun,
  stepsOf,
  syncMnistOf,
  type TrainConfig,
  trainConfigSchema,
} from '../../src/cli/train/config/index.ts';
import { trainConfig } from '../../src/cli/train/config/schema.ts';
import { conv2d, maxPool2d, type Tensor, zeros } from '../../src/index.ts';
import { videoClassifierMistakes } from '../../src/models/index.ts';
import { configMistakes } from '../../src/rstg/index.ts';
import { fileOf, refusalOf, resolved, soundSettings, valuesOf } from './train-config-support.ts';

describe('what does not fit together', () => {
  const mistakes: readonly (readonly [settings: unknown, said: string])[] = [
    [{ data: { frames: 1 } }, 'data.frames: expected 2 or more to see which of 3 digits move alike, got 1'],
    [
      { data: { frames: 1, digits: 2, exact: true }, curriculum: [] },
      'data.exact: expected false when there is one frame',
    ],
    [
      { backbone: { filters: [1, 1, 1, 1, 1] } },
      'backbone.filters: expected at most 4 layers with padding "valid", after which nothing is left of 64×64 pixels, got 5',
    ],
    [
      { backbone: { filters: [1, 1, 1, 1, 1, 1, 1], padding: 'same' } },
      'backbone.filters: expected at most 6 layers',
    ],
    [{ model: { scales: [2, 2] } }, 'model.scales must be distinct, got 2, 2'],
    [{ model: { scales: [100] } }, 'model.scales make 10000 nodes, at most 4096 are possible'],
    [
      { model: { dim: 8192, scales: [20, 21], edges: 'full' } },
      'model: frames × edges × (2·dim + positions) is',
    ],
    [
      { preset: 'motion', model: { dim: 29 } },
      'model.dim: expected 30 or more, for the pre-training with backbone.frames 2, got 29',
    ],
    [
      { pretrain: null, backbone: { frozen: true } },
      'backbone.frozen: expected a pre-training, or parameters to "start" from',
    ],
    [
      { pretrain: { again: true } },
      'pretrain.again: expected parameters to "start" from, whose backbone learns on',
    ],
    [
      { data: { fixed: 20, echo: {} } },
      'data.echo: expected null with data.fixed 20, whose videos come again anyway',
    ],
    [{ data: { fixed: 8 } }, 'batch: expected at most the 8 videos of data.fixed, got 16'],
    [{ videos: 8, curriculum: [] }, 'batch: expected at most the 8 videos of the run, got 16'],
    [{ videos: 39_000 }, 'curriculum: expected stages of fewer videos than the 39000 of the run, got 39000'],
    [{ pretrain: { videos: 8 } }, 'pretrain.batch: expected at most pretrain.videos, 8, got 64'],
    [{ evaluate: { digits: [3, 3] } }, 'evaluate.digits: expected different numbers, got 3, 3'],
    [{ evaluate: { digits: [3, 1] } }, 'evaluate.digits: expected 2 or more, as data.digits is 3, got 1'],
    [{ data: { digits: 1 } }, 'curriculum.0.digits: expected 1, as data.digits is 1, got 2'],
    [
      { curriculum: [{ videos: 1, digits: [2, 1] }] },
      'curriculum.0.digits: expected 2 or more, as data.digits is 3, got 1',
    ],
    [
      { optimiser: { weightDecay: 0.1 } },
      'optimiser.weightDecay: expected 0 with optimiser.name "adam", got 0.1; did you mean "adamw"?',
    ],
    [
      { optimiser: { name: 'sgd', momentum: 0 } },
      'optimiser.nesterov: expected false without optimiser.momentum, got true',
    ],
    [{ rate: { warmUp: 3750 } }, 'rate.warmUp: expected fewer than the 3750 steps of the run, got 3750'],
    [{ rate: { schedule: 'cosine', final: 1 } }, 'rate.final: expected at most rate.value, 0.001, got 1'],
    [{ rate: { schedule: 'plateau', least: 1 } }, 'rate.least: expected at most rate.value, 0.001, got 1'],
    [
      { row: 'one-temp', model: { schedule: 'all-temp' } },
      'model.schedule: expected "one-temp", as row is "one-temp", got "all-temp"',
    ],
    [
      { row: 'all-temp', model: { positional: {} } },
      'model.positional: expected null, as row is "all-temp", got positions',
    ],
    [
      { row: 'positional-all-temp', model: { positional: null } },
      'model.positional: expected positions, as row is "positional-all-temp", got null',
    ],
  ];

  it.each(mistakes)('%j', (settings, said) => {
    expect(refusalOf({ file: fileOf(settings) })).toBe(
      `run.json: ${said}${refusalOf({ file: fileOf(settings) }).slice(`run.json: ${said}`.length)}`,
    );
  });

  it('is nothing in settings that fit', () => {
    fc.assert(
      fc.property(soundSettings, (settings) => {
        const config = resolved({ file: fileOf(settings) });
        expect(configMistakes(rstgConfigOf(config))).toEqual([]);
        expect(stepsOf(config) * config.batch).toBeGreaterThanOrEqual(config.videos);
      }),
    );
  });
});

describe('the rows of the paper’s table', () => {
  it.each(rowNames)('%s is one option, over every preset and file', (row) => {
    for (const preset of presetNames) {
      for (const model of [{}, { positional: {} }, { schedule: 'homogeneous', positional: null }]) {
        const config = resolved({ file: fileOf({ preset, model }), flags: { row } });
        expect(rowOf(config.model)).toBe(row);
        expect(config).toEqual({
          ...resolved({ file: fileOf({ preset, model }) }),
          model: { ...config.model },
        });
      }
    }
    expect(rowOf(resolved({ file: fileOf({ row }) }).model)).toBe(row);
    // What comes later stands over it, a row over a row too.
    const later = resolved({ file: fileOf({ row }), flags: { row: 'all-temp' } });
    expect(rowOf(later.model)).toBe('all-temp');
    expect(later).not.toHaveProperty('row');
  });

  it('keep the size of the position maps', () => {
    const file = fileOf({ row: 'positional-all-temp', model: { positional: { size: 4 } } });
    expect(resolved({ file }).model.positional).toEqual({ size: 4, sigma: 1 });
    const flags = { row: 'positional-all-temp' };
    expect(
      resolved({ file: fileOf({ model: { positional: { size: 4 } } }), flags }).model.positional,
    ).toEqual({
      size: 4,
      sigma: 1,
    });
  });
});

describe('what follows from a configuration', () => {
  it('the shape of the features is the shape that the layers give', () => {
    const filters = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(filters, fc.constantFrom('valid', 'same'), (sizes, padding) => {
        const frame: Tensor<[number, number, number]> = zeros<[number, number, number]>([64, 64, 1]);
        const features = sizes.reduce((x, size) => {
          const kernel = zeros<[number, number, number, number]>([3, 3, x.shape[2] ?? 0, size]);
          return maxPool2d(conv2d(x, kernel, { padding }), { window: 2 });
        }, frame);
        const config = resolved({ flags: { backbone: { filters: sizes, padding }, model: { scales: [1] } } });
        const { height, width, channels } = rstgConfigOf(config);
        expect(features.shape).toEqual([height, width, channels]);
      }),
    );
  });

  it('the paper’s network', () => {
    expect(rstgConfigOf(resolved({ preset: 'paper' }))).toEqual({
      frames: 10,
      height: 6,
      width: 6,
      channels: 512,
      scales: [1, 2, 3],
      dim: 512,
      iterations: 3,
      schedule: 'all-temp',
      edges: 'intersect',
      gather: 'dot',
      positional: { size: 6, sigma: 1 },
      update: 'shared',
      norm: 'none',
      residual: false,
      readout: 'vec',
      time: 'mean',
    });
  });

  it('the stages of the curriculum follow each other, then come data.digits', () => {
    fc.assert(
      fc.property(soundSettings, fc.nat(), (settings, seed) => {
        const config = resolved({ file: fileOf(settings) });
        const video = seed % config.videos;
        const one = config.curriculum.flatMap(({ videos, digits }) =>
          Array.from({ length: videos }, () => (typeof digits === 'number' ? [digits] : digits)),
        );
        expect(digitsAt(config, video)).toEqual(one[video] ?? [config.data.digits]);
      }),
    );
    const small = resolved({ preset: 'small' });
    expect([18_999, 19_000, 38_999, 39_000].map((video) => digitsAt(small, video))).toEqual([
      [2],
      [2, 3],
      [2, 3],
      [3],
    ]);
  });

  it('classes, evaluation, data', () => {
    const small = resolved({});
    expect(videoClassifierMistakes(classifierConfigOf(small))).toEqual([]);
    expect(classifierConfigOf(small)).toMatchObject({ frames: 10, height: 64, width: 64, classes: 46 });
    expect([classesOf(small), evaluationDigits(small)]).toEqual([46, [3]]);
    const one = resolved({ flags: { data: { digits: 1 }, curriculum: [], seed: 7 } });
    expect([classesOf(one), evaluationDigits(one)]).toEqual([10, [1]]);
    expect(evaluationDigits(resolved({ flags: { evaluate: { digits: [2, 5] } } }))).toEqual([2, 5]);
    expect(syncMnistOf(one, 'test', 1)).toMatchObject({ split: 'test', seed: 7, digits: 1, frames: 10 });
  });
});

describe('sameRun', () => {
  const configs = soundSettings.map((settings) => resolved({ file: fileOf(settings) }));

  it('a run goes on as itself', () => {
    fc.assert(
      fc.property(configs, (config) => {
        expect(sameRun(config, structuredClone(config))).toEqual([]);
      }),
    );
  });

  const allowed = /^(preset|evaluate\..*|checkpoint\..*|log\..*)$/;

  it('each key that changes the numbers stops it, and no other', () => {
    const change = fc
      .constantFrom(...leavesOf(trainConfig.outline))
      .chain(({ path, outline }) => fc.tuple(fc.constant(path), valuesOf(outline)));
    fc.assert(
      fc.property(configs, change, (before, [path, value]) => {
        const after: TrainConfig = trainConfigSchema.parse(over(before, layerAt(path, value)));
        const name = path.join('.');
        fc.pre(name !== 'videos');
        // Two nulls, or a key of an object that was not there, are seen at the object.
        const differs = JSON.stringify(before) !== JSON.stringify(after);
        const found = sameRun(before, after);
        expect(found.length > 0).toBe(differs && !allowed.test(name));
        for (const key of found) {
          expect(key === name || key.startsWith(`${name}.`) || name.startsWith(`${key}.`)).toBe(true);
          expect(valueAt(before, key.split('.'))).not.toEqual(valueAt(after, key.split('.')));
        }
        expect(sameRun(after, before)).toEqual(found);
      }),
      { numRuns: 400 },
    );
  });

  it('may go on for longer, but not shorter, and not at all with a cosine', () => {
    const longer = (config: TrainConfig) => ({ ...config, videos: config.videos + 16 });
    fc.assert(
      fc.property(configs, (config) => {
        expect(sameRun(config, longer(config))).toEqual(config.rate.schedule === 'cosine' ? ['videos'] : []);
        expect(sameRun(longer(config), config)).toEqual(['videos']);
      }),
    );
  });

  it('names every key that differs, in order', () => {
    const before = resolved({ preset: 'tiny' });
    const flags = { batch: 4, seed: 1, model: { positional: { size: 3 }, dim: 8 }, log: { every: 4 } };
    const after = resolved({ preset: 'tiny', flags });
    expect(sameRun(before, after)).toEqual(['seed', 'model.positional', 'model.dim', 'batch']);
  });
});
