import { demandCount, type Schedule } from './schedule.ts';

/**
 * A schedule whose first steps rise in a straight line: until step `steps` − 1, which has the full rate, rates are multiplied
 * by (step + 1) / steps. The schedule inside counts from the same step 0, so that its length stays, and sees every loss.
 *
 * Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour" (2017), §2.2, from 0 instead of another rate.
 *
 * @param steps how many; 0 for none
 * @throws TensorError when `steps` is not a whole number ≥ 0.
 * @example
 * ```ts
 * import { constant, warmUp } from 'thwc/train';
 * const { start, rate } = warmUp(4, constant(1));
 * console.log([0, 1, 2, 3, 4].map((step) => rate(start, step))); // [0.25, 0.5, 0.75, 1, 1]
 * ```
 */
export const warmUp = <S>(steps: number, inner: Schedule<S>): Schedule<S> => {
  demandCount('warmUp', 'steps', steps, 0);
  return {
    ...inner,
    rate: (state, step) => (step + 1 < steps ? (step + 1) / steps : 1) * inner.rate(state, step),
  };
};
