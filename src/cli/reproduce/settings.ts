/**
 * What `thwc reproduce table1` runs, as plain data: this is the file to tune. All six rows get the same settings; only the model's
 * schedule and positions differ.
 */
import type { Row, TrainSettings } from '../train/config/index.ts';

/** The experiment at one budget. */
export interface Experiment {
  readonly about: string;
  /** Whether its numbers are worth comparing with the paper's. */
  readonly isMeant: boolean;
  /** Of all runs: width, backbone, batch, learning rate. */
  readonly common: TrainSettings;
  /** Of the six rows, 3 digits. */
  readonly ablation: TrainSettings;
  readonly transfer: {
    /** The row whose network goes on to 5 digits. */
    readonly row: Row;
    /** Of both runs, the one that starts from 3 digits and the one from nothing. */
    readonly settings: TrainSettings;
    /** What the transferred run goes on with, whose end is "final"; another seed, for other videos. */
    readonly final: TrainSettings;
  };
  /** Of the test videos at the end. No run trains, or is judged on its way, on videos of this seed. */
  readonly test: { readonly videos: number; readonly seed: number };
}

/** The seed of `thwc eval` is 1, those of the runs are small. */
const testSeed = 20_191_208;

const learning: TrainSettings = { preset: 'motion', seed: 0, checkpoint: { every: 2000, keep: 1 } };

/** Videos of a budget: those of each row, and those of the transfer. */
interface Amounts {
  readonly three: number;
  /** The "small number of steps" on 5 digits, in videos. */
  readonly five: number;
  readonly final: number;
}

const meant = (about: string, { three, five, final }: Amounts): Experiment => ({
  about: `${about}; the backbone sees each frame with the one before it, unlike the paper's, so that Space-Only sees motion, too`,
  isMeant: true,
  common: learning,
  ablation: { data: { digits: 3 }, videos: three, evaluate: { every: three / 12, videos: 200 } },
  transfer: {
    row: 'positional-all-temp',
    settings: { data: { digits: 5 }, videos: five, evaluate: { every: five / 4, videos: 200 } },
    final: { data: { digits: 5 }, videos: final, evaluate: { every: final / 12, videos: 200 }, seed: 1 },
  },
  test: { videos: 1000, seed: testSeed },
});

const quick: Experiment = {
  about: 'everything at the smallest size: it proves the machinery and learns nothing',
  isMeant: false,
  common: {
    preset: 'tiny',
    data: { frames: 3 },
    model: { dim: 8, scales: [1, 2], iterations: 2 },
    backbone: { filters: [4, 8, 8] },
    evaluate: { every: 32, videos: 16, digits: null },
  },
  ablation: { data: { digits: 3 }, curriculum: [{ videos: 16, digits: 2 }], videos: 64 },
  transfer: {
    row: 'positional-all-temp',
    settings: { data: { digits: 5 }, curriculum: [], videos: 32 },
    final: { data: { digits: 5 }, curriculum: [], videos: 48, seed: 1 },
  },
  test: { videos: 32, seed: testSeed },
};

export const budgetNames = ['quick', 'evening', 'night', 'week'] as const;
export type BudgetName = (typeof budgetNames)[number];

/** The budgets, from the smallest to the largest. 100 to 130 videos a second were seen on one core (width 64, Node 24). */
export const budgets: Readonly<Record<BudgetName, Experiment>> = {
  quick,
  evening: meant('30,000 videos for each row', { three: 30_000, five: 8000, final: 36_000 }),
  night: meant('120,000 videos for each row', { three: 120_000, five: 20_000, final: 240_000 }),
  week: meant("600,000 videos for each row, the paper's number", {
    three: 600_000,
    five: 60_000,
    final: 600_000,
  }),
};
