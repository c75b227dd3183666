import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  constant,
  cosine,
  type PlateauOptions,
  plateau,
  type Schedule,
  stepDecay,
  warmUp,
} from '../../src/train/index.ts';

const rate = fc.double({ min: 1e-6, max: 10, noNaN: true });
const count = fc.integer({ min: 1, max: 40 });
const factor = fc.constantFrom(0.1, 0.5, 0.9);
const loss = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1, max: 5, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e308, -0, 5e-324) },
);
const losses = fc.array(loss, { maxLength: 60 });

const plateaus: fc.Arbitrary<PlateauOptions> = fc.record({
  rate: fc.constantFrom(1, 0.1),
  factor,
  window: fc.integer({ min: 1, max: 5 }),
  patience: fc.integer({ min: 1, max: 3 }),
  threshold: fc.constantFrom(0, 0.01, 0.3),
  least: fc.constantFrom(0, 0.05),
});

/** A schedule whose state is not looked at. */
type Opaque = Schedule<unknown>;
const opaque = <S>({ start, rate: of, next }: Schedule<S>): Opaque => ({
  start,
  // Its states are its own.
  rate: (state, step) => of(state as S, step),
  next: (state, x) => next(state as S, x),
});

const schedules: fc.Arbitrary<Opaque> = fc
  .oneof(
    rate.map((x) => opaque(constant(x))),
    fc.tuple(rate, count).map(([x, steps]) => opaque(cosine({ rate: x, steps, final: x / 7 }))),
    fc.tuple(rate, factor, count).map(([x, by, every]) => opaque(stepDecay({ rate: x, factor: by, every }))),
    plateaus.map((options) => opaque(plateau(options))),
  )
  .chain((inner) => fc.nat(20).map((steps) => opaque(warmUp(steps, inner))));

/** The rates of a run, from a state and step on. */
const rates = (
  schedule: Opaque,
  seen: readonly number[],
  state: unknown = schedule.start,
  step = 0,
): number[] => {
  const found: number[] = [];
  let now = state;
  for (const [i, x] of seen.entries()) {
    found.push(schedule.rate(now, step + i));
    now = schedule.next(now, x);
  }
  return [...found, schedule.rate(now, step + seen.length)];
};

it('saved as JSON at any step and read back, a schedule goes on with the same rates', () => {
  fc.assert(
    fc.property(schedules, losses, fc.nat(60), (schedule, seen, at) => {
      const cut = at % (seen.length + 1);
      const state = seen.slice(0, cut).reduce((s, x) => schedule.next(s, x), schedule.start);
      const restored: unknown = JSON.parse(JSON.stringify(state));
      expect(rates(schedule, seen.slice(cut), restored, cut)).toEqual(rates(schedule, seen).slice(cut));
    }),
  );
});

it('rates are numbers ≥ 0, and the state is never changed in place', () => {
  fc.assert(
    fc.property(schedules, losses, (schedule, seen) => {
      const before = JSON.stringify(schedule.start);
      for (const x of rates(schedule, seen)) expect(Number.isFinite(x) && x >= 0).toBe(true);
      expect(JSON.stringify(schedule.start)).toBe(before);
    }),
  );
});

it('a cosine falls from its rate to its final one, as much before the middle as after', () => {
  fc.assert(
    fc.property(rate, count, fc.double({ min: 0, max: 1, noNaN: true }), (high, steps, share) => {
      const final = high * share;
      const { start, rate: of } = cosine({ rate: high, steps, final });
      const all = Array.from({ length: steps + 1 }, (_, step) => of(start, step));
      expect(all[0]).toBe(final + 0.5 * (high - final) * 2);
      expect([all[steps], of(start, steps + 1), of(start, 10 * steps)]).toEqual([final, final, final]);
      all.forEach((x, step) => {
        expect(x).toBeLessThanOrEqual((all[step - 1] ?? Number.POSITIVE_INFINITY) + 1e-15 * high);
        expect(x + (all[steps - step] ?? 0)).toBeCloseTo(high + final, 10);
      });
    }),
  );
});

it('a step decay multiplies by its factor once in so many steps', () => {
  fc.assert(
    fc.property(rate, factor, count, fc.nat(200), (high, by, every, step) => {
      const { start, rate: of } = stepDecay({ rate: high, factor: by, every });
      expect(of(start, 0)).toBe(high);
      expect(of(start, step + every)).toBeCloseTo(by * of(start, step), 12);
      if ((step + 1) % every !== 0) expect(of(start, step + 1)).toBe(of(start, step));
    }),
  );
});

it('a warm-up rises in equal steps to the rate inside, and is it from there on', () => {
  fc.assert(
    fc.property(rate, fc.nat(20), fc.nat(60), losses, plateaus, (high, steps, step, seen, options) => {
      const { start, rate: of } = warmUp(steps, constant(high));
      expect(of(start, step)).toBeCloseTo(high * Math.min(1, (step + 1) / Math.max(1, steps)), 12);
      expect(of(start, Math.max(0, steps - 1))).toBe(high);
      const inner = opaque(plateau(options));
      expect(rates(opaque(warmUp(steps, inner)), seen).slice(steps)).toEqual(rates(inner, seen).slice(steps));
    }),
  );
});

/** The rule of plateau with all losses at hand, window by window. */
const plainPlateau = (options: Required<PlateauOptions>, seen: readonly number[]): readonly number[] => {
  const { window, patience, threshold, factor: by, least } = options;
  let [falls, best, waited] = [0, Number.POSITIVE_INFINITY, 0];
  const found = [options.rate];
  for (let end = 1; end <= seen.length; end++) {
    if (end % window === 0) {
      const mean = seen.slice(end - window, end).reduce((sum, x) => sum + x, 0) / window;
      const bar = best === Number.POSITIVE_INFINITY ? best : best - threshold * Math.abs(best);
      if (mean < bar && mean > Number.NEGATIVE_INFINITY) [best, waited] = [mean, 0];
      else if (++waited === patience) [falls, waited] = [falls + 1, 0];
    }
    found.push(Math.max(options.rate * by ** falls, least));
  }
  return found;
};

it('a plateau divides after so many windows in a row that brought no progress, as told from all losses', () => {
  fc.assert(
    fc.property(plateaus, losses, (options, seen) => {
      const full = { factor: 0.1, window: 200, patience: 3, threshold: 0.001, least: 0, ...options };
      expect(rates(opaque(plateau(options)), seen)).toEqual(plainPlateau(full, seen));
    }),
  );
});

it('a plateau never raises the rate nor goes below the least, and leaves it while the loss falls', () => {
  fc.assert(
    fc.property(plateaus, losses, (options, seen) => {
      const found = rates(opaque(plateau(options)), seen);
      found.forEach((x, i) => {
        expect(x).toBeLessThanOrEqual(found[i - 1] ?? x);
        expect(x).toBeGreaterThanOrEqual(options.least ?? 0);
      });
      const falling = seen.map((_, i) => 0.5 ** i);
      expect(new Set(rates(opaque(plateau(options)), falling))).toEqual(new Set([options.rate]));
    }),
  );
});

it('a plateau does not see the scale of the loss', () => {
  fc.assert(
    fc.property(plateaus, losses, fc.integer({ min: -10, max: 10 }), (options, seen, power) => {
      const small = seen.filter((x) => !(Math.abs(x) > 1e300) && !(Math.abs(x) < 1e-300));
      const scaled = small.map((x) => x * 2 ** power);
      expect(rates(opaque(plateau(options)), scaled)).toEqual(rates(opaque(plateau(options)), small));
    }),
  );
});
