import { foldIn, keyOf, uniform } from '../../random/index.ts';
import { digitsAt, type TrainConfig } from './config/index.ts';

/** Keys of the orders in which videos come again. */
const ordering = 0x6f7264;

/** 0 to n − 1 in random order: each with a random number, by which they are sorted. */
const permutation = (key: ReturnType<typeof keyOf>, n: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => ({ i, at: uniform(key, i) }))
    .sort((a, b) => a.at - b.at)
    .map(({ i }) => i);

/**
 * Which video of the data set is the n-th that is trained on: the n-th; of the first few only, again and again (`data.fixed`); or, with
 * `data.echo`, all of a window in one order, then in others, then those of the next window. A pure function of the configuration.
 */
export const orderOf = ({ seed, data: { fixed, echo } }: TrainConfig): ((n: number) => number) => {
  if (fixed !== null) return (n) => n % fixed;
  if (echo === null) return (n) => n;
  const { passes, window } = echo;
  const key = foldIn(keyOf(seed), ordering);
  // The last order that was asked for: the next number is nearly always of the same one.
  let last: { readonly turn: number; readonly order: readonly number[] } = { turn: -1, order: [] };
  return (n) => {
    const turn = Math.floor(n / window);
    if (last.turn !== turn) last = { turn, order: permutation(foldIn(key, turn), window) };
    return Math.floor(turn / passes) * window + (last.order[n % window] ?? 0);
  };
};

/** The least number of the videos that come from the n-th on: none before it is needed again. */
export const firstFrom = ({ data: { fixed, echo } }: TrainConfig, n: number): number => {
  if (fixed !== null) return 0;
  return echo === null ? n : Math.floor(n / (echo.window * echo.passes)) * echo.window;
};

/** The numbers of digits that a video of the training is drawn from: those of the stage in which it comes first. */
export const digitsShown = (config: TrainConfig, video: number): readonly number[] =>
  digitsAt(config, video * (config.data.echo?.passes ?? 1));
