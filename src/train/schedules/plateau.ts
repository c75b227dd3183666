import { demand } from '../../tensor/error.ts';
import { demandCount, demandFactor, demandRate, type Schedule } from './schedule.ts';

/** Options of {@link plateau}. */
export interface PlateauOptions {
  /** The rate to begin with. */
  readonly rate: number;
  /** What the rate is multiplied by, between 0 and 1. Default 0.1. */
  readonly factor?: number;
  /** How many steps' losses are taken together. Default 200. */
  readonly window?: number;
  /** After how many windows in a row without progress the rate falls. Default 3. */
  readonly patience?: number;
  /** How much of the best mean loss a window must be better, to be progress. Default 0.001. */
  readonly threshold?: number;
  /** The rate does not fall below. Default 0. */
  readonly least?: number;
}

/** The state of {@link plateau}. */
export interface PlateauState {
  /** How often the rate fell. */
  readonly falls: number;
  /** The mean loss of the best window; null before there is one. */
  readonly best: number | null;
  /** Windows in a row without progress, since the rate fell. */
  readonly waited: number;
  /** Losses in the window so far, */
  readonly count: number;
  /** and their sum; null where one was not finite. */
  readonly sum: number | null;
}

const start: PlateauState = { falls: 0, best: null, waited: 0, count: 0, sum: 0 };

/**
 * Divides the rate when the loss stops falling: when `patience` windows of `window` steps in a row did not bring the mean loss
 * below the best one by more than `threshold` of it, the rate is multiplied by `factor`.
 *
 * Windows with a loss that is not finite are no progress. A new window begins after each, so that means do not overlap.
 *
 * For RSTG the rate is divided by 10 when the loss stops falling, however that is told; this rule is that of
 * `torch.optim.lr_scheduler.ReduceLROnPlateau`, with windows of steps in the place of epochs.
 *
 * @throws TensorError when an option is out of its range.
 * @example
 * ```ts
 * import { plateau } from 'thwc/train';
 * const { start, rate, next } = plateau({ rate: 0.1, factor: 0.5, window: 1, patience: 2, threshold: 0 });
 * const states = [3, 2, 2, 2, 1].reduce((all, loss) => [...all, next(all.at(-1) ?? start, loss)], [start]);
 * console.log(states.map((state, step) => rate(state, step))); // [0.1, 0.1, 0.1, 0.1, 0.05, 0.05]
 * ```
 */
export const plateau = ({
  rate,
  factor = 0.1,
  window = 200,
  patience = 3,
  threshold = 0.001,
  least = 0,
}: PlateauOptions): Schedule<PlateauState> => {
  demandRate('plateau', 'rate', rate);
  demandFactor('plateau', factor);
  demandCount('plateau', 'window', window, 1);
  demandCount('plateau', 'patience', patience, 1);
  demand(
    threshold >= 0 && threshold < 1,
    'plateau',
    `threshold must be at least 0 and below 1, got ${threshold}`,
  );
  demandRate('plateau', 'least', least);
  demand(least <= rate, 'plateau', `least ${least} is above rate ${rate}`);

  /** After a window with this mean loss. */
  const judged = ({ falls, best, waited }: PlateauState, mean: number | null): PlateauState => {
    const progress = mean !== null && (best === null || mean < best - threshold * Math.abs(best));
    if (progress) return { ...start, falls, best: mean };
    return waited + 1 < patience
      ? { ...start, falls, best, waited: waited + 1 }
      : { ...start, falls: falls + 1, best };
  };
  return {
    start,
    rate: ({ falls }) => Math.max(rate * factor ** falls, least),
    next: (state, loss) => {
      const total = state.sum === null ? Number.NaN : state.sum + loss;
      const sum = Number.isFinite(total) ? total : null;
      const count = state.count + 1;
      return count < window ? { ...state, count, sum } : judged(state, sum === null ? null : sum / window);
    },
  };
};
