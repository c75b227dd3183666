import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { resolveTrainConfig, stepsOf } from './config/index.ts';
import { pretrainRateOf, rateOf } from './rate.ts';

const configWith = (rate: Readonly<Record<string, unknown>>, steps: number) => {
  const text = JSON.stringify({ preset: 'tiny', curriculum: [], batch: 2, videos: 2 * steps, rate });
  const config = resolveTrainConfig({ file: { name: 'test', text } });
  if (E.isLeft(config)) throw new Error(config.left);
  return config.right;
};

describe('the learning rate of a run', () => {
  it('falls as a cosine from the end of the warm-up to the end of the run, and no sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.nat({ max: 15 }), (steps, warmUp) => {
        const config = configWith({ schedule: 'cosine', value: 1, final: 0.1, warmUp }, steps);
        expect(stepsOf(config)).toBe(steps);
        const { at } = rateOf(config);
        const rates = Array.from({ length: steps }, (_, step) => at(step));
        const falling = rates.slice(Math.max(1, warmUp));
        expect(falling.every((rate, i) => i === 0 || rate < (falling[i - 1] ?? 0))).toBe(true);
        // The last step is the one before the end.
        expect(at(steps)).toBeCloseTo(0.1, 12);
        expect(rates.at(-1)).toBeGreaterThan(0.1);
        expect(rates.at(-1)).toBeLessThan(0.12);
      }),
    );
  });

  it('of a pre-training stays, or falls to nothing at its end', () => {
    const settings = { rate: 0.5, videos: 95, batch: 10 };
    const rates = (schedule: 'constant' | 'cosine') => {
      const { at } = pretrainRateOf({ ...settings, schedule });
      return Array.from({ length: 11 }, (_, step) => at(step));
    };
    expect(new Set(rates('constant'))).toEqual(new Set([0.5]));
    const falling = rates('cosine');
    expect(falling[0]).toBe(0.5);
    expect(falling.every((rate, i) => i === 0 || rate < (falling[i - 1] ?? 0))).toBe(true);
    expect(falling[10]).toBeCloseTo(0, 12);
  });

  it('goes on from where it was saved, to the same rates', () => {
    const rates = fc.constantFrom(
      { schedule: 'plateau', value: 1, window: 3, patience: 2, threshold: 0.1, factor: 0.5, warmUp: 4 },
      { schedule: 'cosine', value: 1, warmUp: 3 },
      { schedule: 'constant', value: 1 },
    );
    const losses = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rates, losses, fc.nat(), (settings, all, cut) => {
        const config = configWith(settings, 50);
        const seen = all.slice(0, cut % all.length);
        const [one, other] = [rateOf(config), rateOf(config)];
        for (const loss of seen) one.next(loss);
        const saved: unknown = JSON.parse(JSON.stringify(one.saved()));
        expect(E.isRight(other.restore(saved))).toBe(true);
        for (const [i, loss] of all.slice(seen.length).entries()) {
          expect(other.at(seen.length + i)).toBe(one.at(seen.length + i));
          one.next(loss);
          other.next(loss);
        }
      }),
    );
  });

  it('refuses the state of another schedule', () => {
    const plateau = rateOf(configWith({ schedule: 'plateau' }, 9));
    const wrong = 'the state of the learning rate is not one of its schedule';
    expect(plateau.restore(null)).toEqual(E.left(wrong));
    expect(plateau.restore({ falls: 1 })).toEqual(E.left(wrong));
    const pretraining = pretrainRateOf({ rate: 1, schedule: 'constant', videos: 9, batch: 1 });
    expect(pretraining.restore(plateau.saved())).toEqual(E.left(wrong));
  });
});
