/** Runs that start from another run and let its backbone learn on, and what its pre-training is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitMapBatch } from '../../src/cli/train/digit-maps.ts';
import { mixedNodes } from '../../src/cli/train/mixed-nodes.ts';
import { digitMapLoss, initialDigitMapParams } from '../../src/cli/train/model.ts';
import { startOf } from '../../src/cli/train/task.ts';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { mapEntries } from '../../src/models/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { blockMnist } from '../data/support.ts';
import { inFolder } from './files.ts';
import { afterSteps, configWith, digitsShown, newestIn, trained } from './train-support.ts';

const two = { model: { dim: mapEntries }, backbone: { filters: [2, 3], frames: 2 } };
/** So small a step changes no parameter but one that is 0. */
const still = 1e-30;

/** How far two tensors are apart, at most. */
const apart = (a: AnyValue | undefined, b: AnyValue): number =>
  Array.from(b.data).reduce((most, x, i) => Math.max(most, Math.abs(x - (a?.data[i] ?? Number.NaN))), 0);

const started = async (folder: string) => {
  await trained(folder, configWith(two));
  return newestIn(folder);
};

describe('what a pre-training on moves is told', () => {
  it('are as many digits as it says, in turns', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 4 }), (digits) => {
        const config = configWith({ ...two, pretrain: { digits } });
        const { labels } = digitMapBatch(config, blockMnist, 0, 6);
        expect(digitsShown(labels, 6)).toEqual(
          Array.from({ length: 6 }, (_, i) => digits[i % digits.length]),
        );
      }),
      { numRuns: 20 },
    ));

  it('counts moves by their weight', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.double({ min: 0, max: 4, noNaN: true }), async (n, moves) => {
        const lossWith = async (weight: number) => {
          const config = configWith({ ...two, pretrain: { moves: weight } });
          const { frames, labels } = digitMapBatch(config, blockMnist, n, 2);
          const [loss] = await compile(digitMapLoss(config))(
            await evaluate(initialDigitMapParams(config)),
            frames,
            labels,
          );
          return loss.data[0] ?? Number.NaN;
        };
        const [none, one, some] = [await lossWith(0), await lossWith(1), await lossWith(moves)];
        expect(one).toBeGreaterThan(none);
        expect(some / (none + moves * (one - none))).toBeCloseTo(1, 4);
      }),
      { numRuns: 10 },
    ));
});

describe('a run that starts from another and is pre-trained again', () => {
  const again = (pretrain: object) =>
    configWith({
      ...two,
      seed: 7,
      start: 'given below',
      pretrain: { videos: 6, batch: 2, again: true, ...pretrain },
      rate: { schedule: 'constant', value: still },
    });

  it('begins with all that the other learned', () =>
    inFolder((folder) =>
      inFolder(async (other) => {
        const { named: start } = await started(other);
        await trained(folder, again({ rate: still }), { start });
        const { named } = await newestIn(folder);
        const params = [...start].filter(([name]) => name.startsWith('params.'));
        expect(params.length).toBeGreaterThan(10);
        for (const [name, x] of params) expect(apart(named.get(name), x), name).toBeLessThan(1e-20);
      }),
    ));

  it.each(['adam', 'muon'])('moves its backbone by %s, and nothing else of it', (optimiser) =>
    inFolder((folder) =>
      inFolder(async (other) => {
        const { named: start } = await started(other);
        await trained(folder, again({ optimiser }), { start });
        const { named } = await newestIn(folder);
        for (const [name, x] of start) {
          if (!name.startsWith('params.')) continue;
          const moved = apart(named.get(name), x);
          if (name.startsWith('params.backbone.')) expect(moved, name).toBeGreaterThan(1e-6);
          else expect(moved, name).toBeLessThan(1e-20);
        }
      }),
    ),
  );

  it('goes on after a stop as if there had been none', () =>
    inFolder((other) =>
      inFolder(async (whole) => {
        const config = again({});
        const { named: start } = await started(other);
        await trained(whole, config, { start });
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 8 }), (steps) =>
            inFolder(async (folder) => {
              await trained(folder, config, { start, interrupted: afterSteps(steps) });
              await trained(folder, config, { start }, await newestIn(folder));
              expect([...(await newestIn(folder)).named]).toEqual([...(await newestIn(whole)).named]);
            }),
          ),
          { numRuns: 3, examples: [[3]] },
        );
      }),
    ));

  it('reads what it starts from until its training has begun', () =>
    inFolder((other) =>
      inFolder(async (folder) => {
        await started(other);
        const config = { ...again({}), start: other };
        const start = await startOf({ folder, config, from: undefined });
        expect(start?.size).toBeGreaterThan(10);
        for (const [steps, isRead] of [
          [2, true],
          [5, false],
        ] as const) {
          await trained(folder, config, { start, interrupted: afterSteps(steps) });
          const from = await newestIn(folder);
          expect(await startOf({ folder, config, from })).toEqual(isRead ? start : undefined);
        }
      }),
    ));
});

describe('a run that starts from the pre-training of another', () => {
  const onPretraining = (other: string, pretrain: object) => ({
    ...configWith({
      ...two,
      seed: 7,
      start: 'given below',
      pretrain: { videos: 6, batch: 2, rate: still, ...pretrain },
      rate: { schedule: 'constant', value: still },
    }),
    start: other,
  });

  it.each([false, true])('begins with its backbone and its nodes (pre-trained again: %s)', (again) =>
    inFolder((other) =>
      inFolder(async (folder) => {
        // Its last checkpoint is that of the pre-training's end.
        await trained(other, configWith(two), { interrupted: afterSteps(3) });
        const { named: taught, position } = await newestIn(other);
        expect(position.phase).toBe('pretrain');
        const config = onPretraining(other, { again });
        const start = await startOf({ folder, config, from: undefined });
        if (start === undefined) throw new Error('nothing to start from');
        await trained(folder, config, { start });
        const { named } = await newestIn(folder);
        const names = [...taught.keys()].filter((name) => name.startsWith('params.'));
        expect(names).toContain('params.project.weight');
        for (const name of names) {
          const [own, x] = [
            named.get(name.replace('params.project.', 'params.rstg.project.')),
            taught.get(name),
          ];
          if (x === undefined) throw new Error(name);
          expect(apart(own, x), name).toBeLessThan(1e-20);
        }
      }),
    ),
  );
});

describe('nodes after a pre-training on moves', () => {
  const entries = (dim: number, rows: number) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: rows * dim, maxLength: rows * dim });
  const projection = (rows: number, dim: number, data: readonly number[]) =>
    new Map([['params.project.weight', valueFrom([rows, dim], Float32Array.from(data))]]);
  const mixed = (rows: number, dim: number, data: readonly number[], seed: number): readonly number[] =>
    Array.from(mixedNodes(projection(rows, dim, data), seed).get('params.project.weight')?.data ?? []);
  /** The rows are the first thirty entries, one by one: what is made of them is the mixes themselves. */
  const mixes = (dim: number, seed: number): readonly number[] =>
    mixed(
      mapEntries,
      dim,
      Array.from({ length: mapEntries * dim }, (_, i) => {
        const [row, entry] = [Math.floor(i / dim), i % dim];
        return entry === row ? 1 : entry < mapEntries ? 0 : 7;
      }),
      seed,
    );

  it('say what was taught, and mixes of it, the same whatever was taught', () =>
    fc.assert(
      fc.property(
        fc
          .tuple(fc.integer({ min: mapEntries + 1, max: mapEntries + 9 }), fc.integer({ min: 1, max: 3 }))
          .chain(([dim, rows]) => fc.tuple(fc.constant(dim), fc.constant(rows), entries(dim, rows))),
        fc.nat(1000),
        ([dim, rows, data], seed) => {
          const [made, mix] = [mixed(rows, dim, data, seed), mixes(dim, seed)];
          made.forEach((x, i) => {
            const [row, entry] = [Math.floor(i / dim), i % dim];
            const sum = mix.reduce(
              (total, weight, at) =>
                at % dim === entry
                  ? total + weight * Math.fround(data[row * dim + Math.floor(at / dim)] ?? Number.NaN)
                  : total,
              0,
            );
            expect(Math.abs(x - sum)).toBeLessThan(1e-5);
          });
          expect(Math.max(...mix.filter((_, i) => i % dim >= mapEntries).map(Math.abs))).toBeLessThan(0.3001);
        },
      ),
      { numRuns: 20 },
    ));

  it('are those that a training begins with', () =>
    inFolder(async (folder) => {
      const config = configWith({
        ...two,
        model: { dim: mapEntries + 2 },
        seed: 5,
        rate: { schedule: 'constant', value: still },
      });
      await trained(folder, config, { interrupted: afterSteps(3) });
      const { named: taught } = await newestIn(folder);
      await trained(folder, config, {}, await newestIn(folder));
      const { named } = await newestIn(folder);
      for (const leaf of ['weight', 'bias']) {
        const expected = mixedNodes(taught, 5).get(`params.project.${leaf}`);
        if (expected === undefined) throw new Error(leaf);
        expect(apart(named.get(`params.rstg.project.${leaf}`), expected), leaf).toBeLessThan(1e-20);
      }
    }));
});
