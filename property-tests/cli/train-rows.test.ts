/** That it learns: every parameter of every row moves, whatever the gradient keeps, and a few videos are learned by heart. */
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../src/cli/json-config/layers.ts';
import { rowNames } from '../../src/cli/train/config/index.ts';
import { initialVideoParams } from '../../src/cli/train/model.ts';
import { namedLeaves } from '../../src/cli/train/named-leaves.ts';
import { evaluate } from '../../src/compile/compile.ts';
import { loadTestDigits } from '../data/support.ts';
import { inFolder } from './files.ts';
import { configWith, newestIn, silent, trained } from './train-support.ts';

/** Two steps, without anything else. */
const twoSteps = (other: Layer) =>
  configWith({
    pretrain: null,
    curriculum: [],
    rate: { schedule: 'constant', warmUp: 0 },
    videos: 4,
    evaluate: { every: null, videos: 1 },
    ...other,
  });

const paramsAfter = (other: Layer): Promise<ReadonlyMap<string, Float32Array>> =>
  inFolder(async (folder) => {
    expect(await trained(folder, twoSteps(other))).toMatchObject({ reason: 'done', step: 2 });
    const { named } = await newestIn(folder);
    const params = [...named].filter(([name]) => name.startsWith('params.'));
    return new Map(params.map(([name, { data }]) => [name, Float32Array.from(data)]));
  });

describe('two steps of training', () => {
  it.each(rowNames)('change every parameter of the row %s', async (row) => {
    const other = { row, model: { dim: 8, scales: [1, 2, 3], iterations: 2 }, backbone: { filters: [2, 4] } };
    const before = namedLeaves({ params: await evaluate(initialVideoParams(twoSteps(other))) });
    const after = await paramsAfter(other);
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    const still = [...before].filter(([name, { data }]) =>
      data.every((x, i) => Object.is(x, after.get(name)?.[i])),
    );
    expect(still.map(([name]) => name)).toEqual([]);
  });

  it('name single digits too', () =>
    inFolder(async (folder) => {
      const config = twoSteps({ data: { digits: 1 }, evaluate: { digits: [1] } });
      expect(await trained(folder, config)).toMatchObject({ reason: 'done', step: 2 });
      expect((await newestIn(folder)).named.get('params.classifier.bias')?.shape).toEqual([10]);
    }));

  it('lead to the same parameters whatever the gradient keeps of loops', async () => {
    const rule = {
      optimiser: { name: 'sgd', momentum: 0.9 },
      rate: { schedule: 'constant', value: 0.1, warmUp: 0 },
    };
    const of = (save: string) => paramsAfter({ ...rule, save, data: { digits: 2, frames: 5 } });
    const [all, carries, segments] = [await of('all'), await of('carries'), await of('segments')];
    for (const other of [carries, segments]) {
      for (const [name, numbers] of all) {
        const off = numbers.reduce(
          (m, x, i) => Math.max(m, Math.abs(x - (other.get(name)?.[i] ?? Number.NaN))),
          0,
        );
        expect(off, name).toBeLessThan(1e-5);
      }
    }
    const start = namedLeaves({ params: await evaluate(initialVideoParams(twoSteps(rule))) });
    const moved = [...all].map(([name, numbers]) =>
      numbers.reduce((m, x, i) => Math.max(m, Math.abs(x - (start.get(name)?.data[i] ?? 0))), 0),
    );
    expect(Math.max(...moved)).toBeGreaterThan(1e-3);
  });
});

it('learns eight videos by heart', { timeout: 120_000 }, () =>
  inFolder(async (folder) => {
    const config = twoSteps({
      data: { digits: 2, frames: 2, fixed: 8 },
      model: { dim: 16, scales: [1, 2, 3], iterations: 1 },
      backbone: { filters: [2, 4] },
      optimiser: { clipNorm: null },
      rate: { schedule: 'constant', warmUp: 0, value: 0.02 },
      batch: 8,
      videos: 8 * 250,
      log: { every: 8 },
      checkpoint: { every: null },
    });
    let reached = Number.POSITIVE_INFINITY;
    const { reason, step } = await trained(folder, config, {
      mnist: loadTestDigits(),
      watcher: {
        ...silent,
        step: (_, loss) => {
          reached = loss;
        },
      },
      interrupted: () => reached < 0.1,
    });
    expect(reached, `after ${step} steps`).toBeLessThan(0.1);
    expect(reason).toBe('interrupted');
  }),
);
