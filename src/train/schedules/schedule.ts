import { demand } from '../../tensor/error.ts';

/**
 * How the learning rate goes, as a state machine on plain numbers: the rate is an input of the compiled step, so nothing is
 * compiled anew when it changes.
 *
 * States are plain JSON: saved and read back they go on with exactly the same rates.
 */
export interface Schedule<S> {
  readonly start: S;
  /** The rate of a step; steps count from 0. */
  readonly rate: (state: S, step: number) => number;
  /** The state after a step whose loss was this; to be called once for every step. */
  readonly next: (state: S, loss: number) => S;
}

/** A schedule that only counts steps: its state is `null`. */
export const ofSteps = (rate: (step: number) => number): Schedule<null> => ({
  start: null,
  rate: (_, step) => rate(step),
  next: () => null,
});

/** A learning rate, finite and ≥ 0. */
export const demandRate = (op: string, name: string, rate: number): void =>
  demand(rate >= 0 && Number.isFinite(rate), op, `${name} must be a number ≥ 0, got ${rate}`);

/** A whole number of steps, or of other things, of at least so many. */
export const demandCount = (op: string, name: string, count: number, least: number): void =>
  demand(
    Number.isSafeInteger(count) && count >= least,
    op,
    `${name} must be a whole number ≥ ${least}, got ${count}`,
  );

/** A factor by which a rate falls. */
export const demandFactor = (op: string, factor: number): void =>
  demand(factor > 0 && factor < 1, op, `factor must be between 0 and 1, got ${factor}`);
