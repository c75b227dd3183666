/**
 * Schedules that follow from the number of the step alone.
 */
import { demand } from '../../tensor/error.ts';
import { demandCount, demandFactor, demandRate, ofSteps, type Schedule } from './schedule.ts';

/**
 * The same rate at every step.
 *
 * @throws TensorError when the rate is not a number ≥ 0.
 * @example
 * ```ts
 * import { constant } from 'thwc/train';
 * const { start, rate } = constant(0.001);
 * console.log(rate(start, 1000)); // 0.001
 * ```
 */
export const constant = (rate: number): Schedule<null> => {
  demandRate('constant', 'rate', rate);
  return ofSteps(() => rate);
};

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** The rate of step 0. */
  readonly rate: number;
  /** How many steps it takes down to the final rate. */
  readonly steps: number;
  /** The rate from there on. Default 0. */
  readonly final?: number;
}

/**
 * Half a cosine wave from `rate` at step 0 down to `final` at step `steps`, which then stays:
 * final + ½(rate − final)(1 + cos(π·step/steps)).
 *
 * Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017), eq. 5, without restarts.
 *
 * @throws TensorError when a rate is not a number ≥ 0, `final` is above `rate`, or `steps` is not a whole number ≥ 1.
 * @example
 * ```ts
 * import { cosine } from 'thwc/train';
 * const { start, rate } = cosine({ rate: 0.1, steps: 100 });
 * console.log([0, 50, 100, 200].map((step) => rate(start, step))); // [0.1, 0.05, 0, 0]
 * ```
 */
export const cosine = ({ rate, steps, final = 0 }: CosineOptions): Schedule<null> => {
  demandRate('cosine', 'rate', rate);
  demandRate('cosine', 'final', final);
  demandCount('cosine', 'steps', steps, 1);
  demand(final <= rate, 'cosine', `final ${final} is above rate ${rate}`);
  return ofSteps((step) =>
    step >= steps ? final : final + 0.5 * (rate - final) * (1 + Math.cos((Math.PI * step) / steps)),
  );
};

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** The rate of step 0. */
  readonly rate: number;
  /** What the rate is multiplied by, between 0 and 1. Default 0.1. */
  readonly factor?: number;
  /** After how many steps, again and again. */
  readonly every: number;
}

/**
 * A rate that is multiplied by `factor` after every so many steps: rate · factor^⌊step / every⌋.
 *
 * @throws TensorError when the rate is not a number ≥ 0, the factor not between 0 and 1, or `every` not a whole number ≥ 1.
 * @example
 * ```ts
 * import { stepDecay } from 'thwc/train';
 * const { start, rate } = stepDecay({ rate: 1, factor: 0.5, every: 10 });
 * console.log([0, 9, 10, 25].map((step) => rate(start, step))); // [1, 1, 0.5, 0.25]
 * ```
 */
export const stepDecay = ({ rate, factor = 0.1, every }: StepDecayOptions): Schedule<null> => {
  demandRate('stepDecay', 'rate', rate);
  demandFactor('stepDecay', factor);
  demandCount('stepDecay', 'every', every, 1);
  return ofSteps((step) => rate * factor ** Math.floor(step / every));
};
