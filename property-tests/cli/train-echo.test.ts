/** Videos that come again (data echoing), and the features of a frozen backbone that are kept for them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBackend } from '../../src/cli/backends.ts';
import type { TrainConfig } from '../../src/cli/train/config/index.ts';
import { featureSource } from '../../src/cli/train/features/source.ts';
import { firstFrom, orderOf } from '../../src/cli/train/order.ts';
import { inFolder } from './files.ts';
import { afterSteps, configWith, newestIn, trained } from './train-support.ts';

const echoes = fc.record({ passes: fc.integer({ min: 1, max: 4 }), window: fc.integer({ min: 1, max: 9 }) });

const echoing = echoes.chain((echo) =>
  fc.nat().map((seed) => ({ echo, config: configWith({ seed, data: { echo }, videos: 200 }) })),
);

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

describe('data echoing', () => {
  it('shows every window of videos so many times, each time all of it, then the next', () =>
    fc.assert(
      fc.property(echoing, fc.nat({ max: 20 }), ({ echo: { passes, window }, config }, turn) => {
        const order = orderOf(config);
        const shown = upTo(window).map((i) => order(turn * window + i));
        const first = Math.floor(turn / passes) * window;
        expect([...shown].sort((a, b) => a - b)).toEqual(upTo(window).map((i) => first + i));
      }),
    ));

  it('shows them in other orders', () => {
    const order = orderOf(configWith({ data: { echo: { passes: 3, window: 50 } }, videos: 200 }));
    const turns = upTo(3).map((turn) => upTo(50).map((i) => order(turn * 50 + i)));
    expect(new Set(turns.map(String)).size).toBe(3);
  });

  it('has an order that does not depend on what was asked for before', () =>
    fc.assert(
      fc.property(echoing, fc.array(fc.nat({ max: 60 })), ({ config }, asked) => {
        const order = orderOf(config);
        for (const n of asked) expect(order(n)).toBe(orderOf(config)(n));
      }),
    ));

  it('never goes back before the first that it says is still needed', () =>
    fc.assert(
      fc.property(echoing, fc.nat({ max: 60 }), fc.nat({ max: 60 }), ({ config }, n, later) => {
        expect(orderOf(config)(n + later)).toBeGreaterThanOrEqual(firstFrom(config, n));
      }),
    ));
});

describe('features of a frozen backbone', () => {
  /** A source over features that say which video they are of, and what was computed. */
  const counting = (config: TrainConfig, ahead: number) => {
    const computed: number[] = [];
    const source = featureSource(
      config,
      (video) => {
        computed.push(video);
        return Promise.resolve(Float32Array.of(video));
      },
      ahead,
    );
    return { source, computed };
  };

  it('are those of the videos that come, each computed once, however far ahead', () =>
    fc.assert(
      fc.asyncProperty(
        echoing,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 30 }),
        async ({ config }, counts, ahead) => {
          const { source, computed } = counting(config, ahead);
          const order = orderOf(config);
          let n = 0;
          for (const count of counts) {
            const found = await source.at(n, count);
            expect(found.map(([video]) => video)).toEqual(upTo(count).map((i) => order(n + i)));
            n += count;
          }
          expect(new Set(computed).size).toBe(computed.length);
        },
      ),
    ));

  it('are asked for as early as is said, but not beyond the run', async () => {
    const config = configWith({ videos: 12 });
    const { source, computed } = counting(config, 4);
    await source.at(0, 2);
    expect(computed).toEqual([0, 1, 2, 3, 4, 5]);
    await source.at(8, 2);
    expect(computed).toEqual([0, 1, 2, 3, 4, 5, 8, 9, 10, 11]);
  });

  it('fail the step that needs them, not the one before', async () => {
    const source = featureSource(
      configWith({ videos: 12 }),
      (video) =>
        video < 2 ? Promise.resolve(Float32Array.of(video)) : Promise.reject(new Error(`video ${video}`)),
      5,
    );
    await expect(source.at(0, 2)).resolves.toHaveLength(2);
    await expect(source.at(2, 1)).rejects.toThrow('video 2');
  });

  const frozen = {
    model: { dim: 30 },
    backbone: { filters: [2, 3], frames: 2, frozen: true },
    data: { echo: { passes: 2, window: 4 } },
  };

  const lastOf = (config: TrainConfig, threads: number, pieces: readonly number[] = []) =>
    inFolder(async (folder) => {
      const { backend } = await openBackend('wasm');
      const computing = threads === 0 ? { backend } : { backend, beside: { threads, backend } };
      for (const [i, steps] of pieces.entries())
        await trained(
          folder,
          config,
          { computing, interrupted: afterSteps(steps) },
          i === 0 ? undefined : await newestIn(folder),
        );
      await trained(folder, config, { computing }, pieces.length === 0 ? undefined : await newestIn(folder));
      const { named } = await newestIn(folder);
      return [...named].map(([name, { data }]) => [name, [...data]] as const);
    });

  it('are the same bits, computed in threads beside the steps, and when a run goes on within a window', async () => {
    const config = configWith(frozen);
    const alone = await lastOf(config, 0);
    expect(alone.length).toBeGreaterThan(10);
    expect(await lastOf(config, 2)).toEqual(alone);
    expect(await lastOf(config, 1, [4, 1, 1])).toEqual(alone);
  }, 60_000);

  it('teach what is behind the backbone what the videos themselves teach it', async () => {
    // One step, without clipping, which would weigh the backbone's gradient, too.
    const once = {
      pretrain: { videos: 2, batch: 2 },
      curriculum: [],
      videos: 2,
      optimiser: { name: 'sgd', clipNorm: null },
      rate: { schedule: 'constant', warmUp: 0 },
    };
    const settings = { ...frozen, ...once };
    const [apart, whole] = [
      await lastOf(configWith(settings), 0),
      await lastOf(configWith({ ...settings, backbone: { ...frozen.backbone, frozen: false } }), 0),
    ];
    const isBehind = (name: string) => /^params\.(rstg|classifier)\./.test(name);
    const behind = apart.filter(([name]) => isBehind(name));
    expect(behind.map(([name]) => name)).toEqual(whole.map(([name]) => name).filter(isBehind));
    for (const [name, data] of behind) {
      const other = whole.find(([own]) => own === name)?.[1] ?? [];
      data.forEach((x, i) => {
        expect(Math.abs(x - (other[i] ?? Number.NaN)), name).toBeLessThan(1e-5);
      });
    }
  });
});
