/** The experiments that `thwc reproduce` knows: sound, fair between the rows, and tested on videos of their own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/cli/log/index.ts';
import { cpuSecondsOf } from '../../src/cli/reproduce/outcome.ts';
import { configOf, planOf } from '../../src/cli/reproduce/plan.ts';
import { budgetNames, budgets } from '../../src/cli/reproduce/settings.ts';
import { type Row, rowNames, rowOf, type TrainConfig } from '../../src/cli/train/config/index.ts';
import { videoBatch } from '../../src/cli/train/videos.ts';
import { blockMnist } from '../data/support.ts';
import { rightOf } from '../io/support.ts';

const configsOf = (name: (typeof budgetNames)[number]): ReadonlyMap<string, TrainConfig> =>
  new Map(planOf(budgets[name]).map((run) => [run.name, rightOf(configOf(run, undefined))]));

const isRow = (name: string): name is Row => rowNames.some((row) => row === name);

describe.each(budgetNames)('the budget %s', (name) => {
  const configs = configsOf(name);
  const { test } = budgets[name];

  it('has the six rows, which differ in schedule and positions alone', () => {
    const rows = [...configs].filter(([run]) => isRow(run));
    expect(rows.map(([, { model }]) => rowOf(model))).toEqual(rowNames);
    const rest = rows.map(([, config]) => ({
      ...config,
      model: { ...config.model, schedule: null, positional: null },
    }));
    for (const other of rest) expect(other).toEqual(rest[0]);
  });

  it('tests on videos that no run is judged by on its way, made of the same digits', () => {
    for (const config of configs.values()) {
      const { digits } = config.data;
      const of = (seed: number) =>
        videoBatch({ ...config, seed }, blockMnist, { split: 'test', digits }, 0, 4).frames.data;
      // 1 is the seed of `thwc eval`.
      expect([1, config.seed]).not.toContain(test.seed);
      expect(of(test.seed)).not.toEqual(of(config.seed));
    }
    expect(test.videos).toBeGreaterThanOrEqual(budgets[name].isMeant ? 1000 : 1);
  });

  it('transfers the row that it says, under the same settings, for as many videos', () => {
    const [a, b] = [configs.get('five-from-three'), configs.get('five-from-nothing')];
    expect(a).toEqual(b);
    expect(a?.model).toEqual(configs.get(budgets[name].transfer.row)?.model);
    expect(configs.get('five-final')?.seed).not.toBe(a?.seed);
  });
});

describe('CPU time', () => {
  it('is the sum over the processes of what each said last', () => {
    const seconds = fc.double({ min: 0.001, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(seconds, { minLength: 1 }), { minLength: 1 }), (processes) => {
        const entries = processes.flatMap((said): readonly LogEntry[] => [
          { kind: 'start', time: '2026-01-01T00:00:00Z', version: '1', step: 0, resumed: false, config: {} },
          ...said.map((cpuSeconds) => ({
            kind: 'stop' as const,
            step: 0,
            reason: 'interrupted' as const,
            message: '',
            cpuSeconds,
          })),
        ]);
        const last = processes.map((said) => said.at(-1) ?? Number.NaN);
        expect(cpuSecondsOf(entries)).toBeCloseTo(
          last.reduce((sum, n) => sum + n, 0),
          3,
        );
      }),
    );
  });
});
