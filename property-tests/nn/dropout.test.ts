import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { dropout, sequence, spec } from '../../src/nn/index.ts';
import { keyValue, seed, tabulate, total } from './support.ts';

const count = 2000;
const layerOf = (rate: number) => sequence(spec([count]), dropout(rate));
const ones = tabulate([count], () => 1);
const rates = fc.integer({ min: 0, max: 15 }).map((n) => n / 16);

it('drops or scales up, and keeps the expectation', () =>
  fc.assert(
    fc.asyncProperty(rates, seed, async (rate, from) => {
      const { out } = await compile(layerOf(rate).train)([[]], ones, await keyValue(from));
      const scaled = Math.fround(1 / (1 - rate));
      expect([...new Set(out.data)].every((y) => y === 0 || Math.abs(y - scaled) < 1e-6)).toBe(true);
      // Each element has mean 1 and variance rate / (1 − rate). Six standard errors: wrong once in 5·10⁸ tries.
      const bound = 6 * Math.sqrt(rate / (1 - rate) / count);
      expect(Math.abs(total([...out.data]) / count - 1)).toBeLessThanOrEqual(bound + 1e-6);
    }),
  ));

it('is a pure function of its key', () =>
  fc.assert(
    fc.asyncProperty(seed, seed, async (from, other) => {
      const train = compile(layerOf(0.5).train);
      const draw = async (n: number) => (await train([[]], ones, await keyValue(n))).out.data;
      expect(await draw(from)).toEqual(await draw(from));
      if (from !== other) expect(await draw(other)).not.toEqual(await draw(from));
    }),
  ));

it('does nothing once trained', async () => {
  expect((await compile(layerOf(0.5).apply)([[]], ones)).data).toEqual(ones.data);
});
