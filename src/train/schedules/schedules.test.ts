import { describe, expect, it } from 'vitest';
import { constant, cosine, plateau, stepDecay, warmUp } from './index.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('options out of range throw where the schedule is made', () => {
  it.each<readonly [string, () => unknown]>([
    ['constant: rate must be a number ≥ 0, got -1', () => constant(-1)],
    ['constant: rate must be a number ≥ 0, got NaN', () => constant(nan)],
    ['cosine: steps must be a whole number ≥ 1, got 0', () => cosine({ rate: 1, steps: 0 })],
    ['cosine: final must be a number ≥ 0, got -1', () => cosine({ rate: 1, steps: 9, final: -1 })],
    ['cosine: final 2 is above rate 1', () => cosine({ rate: 1, steps: 9, final: 2 })],
    ['stepDecay: factor must be between 0 and 1, got 1', () => stepDecay({ rate: 1, factor: 1, every: 1 })],
    ['stepDecay: every must be a whole number ≥ 1, got 1.5', () => stepDecay({ rate: 1, every: 1.5 })],
    ['warmUp: steps must be a whole number ≥ 0, got -1', () => warmUp(-1, constant(1))],
    ['plateau: rate must be a number ≥ 0, got Infinity', () => plateau({ rate: infinity })],
    ['plateau: factor must be between 0 and 1, got 0', () => plateau({ rate: 1, factor: 0 })],
    ['plateau: window must be a whole number ≥ 1, got 0', () => plateau({ rate: 1, window: 0 })],
    ['plateau: patience must be a whole number ≥ 1, got 0', () => plateau({ rate: 1, patience: 0 })],
    ['plateau: threshold must be at least 0 and below 1, got 1', () => plateau({ rate: 1, threshold: 1 })],
    ['plateau: least 2 is above rate 1', () => plateau({ rate: 1, least: 2 })],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });
});

describe('plateau', () => {
  const { start, rate, next } = plateau({
    rate: 1,
    factor: 0.5,
    window: 2,
    patience: 2,
    threshold: 0.1,
    least: 0.2,
  });
  const stateAfter = (...losses: readonly number[]) => losses.reduce(next, start);

  it('takes the mean over a window', () => {
    expect(stateAfter(4, 2)).toEqual({ falls: 0, best: 3, waited: 0, count: 0, sum: 0 });
    expect(stateAfter(4)).toEqual({ falls: 0, best: null, waited: 0, count: 1, sum: 4 });
  });
  it('wants more than the threshold of the best', () => {
    expect(stateAfter(10, 10, 9, 9).waited).toBe(1);
    expect(stateAfter(10, 10, 8.9, 8.9)).toMatchObject({ waited: 0, best: 8.9 });
  });
  it('divides, then waits as long again, down to the least', () => {
    const flat = (windows: number) => stateAfter(...new Array<number>(2 * windows).fill(5));
    expect([1, 2, 3, 4, 5, 7, 9, 99].map((n) => rate(flat(n), 0))).toEqual([
      1, 1, 0.5, 0.5, 0.25, 0.2, 0.2, 0.2,
    ]);
  });
  it('does not take a loss that is not finite for progress, and forgets it with its window', () => {
    expect(stateAfter(nan, 1)).toMatchObject({ best: null, waited: 1 });
    expect(stateAfter(-infinity, 1)).toMatchObject({ best: null, waited: 1 });
    expect(stateAfter(nan, 1, 3, 3)).toMatchObject({ best: 3, waited: 0, sum: 0 });
  });
  it('goes on below 0', () => {
    expect(stateAfter(-10, -10, -10.5, -10.5).waited).toBe(1);
    expect(stateAfter(-10, -10, -11.5, -11.5)).toMatchObject({ waited: 0, best: -11.5 });
  });
});

it('a warm-up lets the schedule inside see every loss', () => {
  const { start, next } = warmUp(100, plateau({ rate: 1, window: 1 }));
  expect(next(start, 3).best).toBe(3);
});
