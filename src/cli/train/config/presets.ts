import type { PresetName, TrainSettings } from './schema.ts';

/** Named settings: what differs from the defaults, and what they are for. */
export interface Preset {
  readonly description: string;
  readonly settings: TrainSettings;
}

/** Networks that learn to compare how things move: products of nodes weigh messages, stages are normalised and add up. */
const comparing = {
  schedule: 'all-temp',
  positional: {},
  scales: [1, 3],
  edges: 'full',
  gather: 'dot',
  norm: 'layer',
  residual: true,
} satisfies TrainSettings['model'];

/** The presets of `thwc train`. What they leave open is as in `small`, whose settings are the defaults (schema.ts). */
export const presets: { readonly [P in PresetName]: Preset } = {
  small: {
    description: '3 digits at width 64, from 2 digits on: what a machine without a GPU can begin to learn',
    settings: {},
  },
  paper: {
    description:
      'as the authors: 512 filters and nodes, positional all-temp, SGD ÷10 on plateaus, 600,000 videos',
    settings: {
      data: { canvas: 'authors', order: 'pair-first' },
      curriculum: [],
      model: { dim: 512, positional: {}, gather: 'dot' },
      backbone: { filters: [512, 512, 512] },
      // How long they pre-trained is not said: about once through MNIST.
      pretrain: { videos: 60_000 },
      optimiser: { name: 'sgd', momentum: 0.9, nesterov: true, clipNorm: null },
      // At chance the loss stands still for tens of thousands of videos; a shorter patience would stop the learning there.
      rate: { schedule: 'plateau', value: 1e-4, factor: 0.1, window: 1000, patience: 5 },
      videos: 600_000,
      evaluate: { every: 20_000, videos: 1000 },
      checkpoint: { every: 10_000 },
      log: { every: 1600 },
    },
  },
  motion: {
    // Without sight of motion, residuals and normalisation the same width names the digits and guesses which move alike, for
    // 128,000 videos and more.
    description:
      'which of 3 digits move alike? Learned in minutes: a frozen backbone sees two frames at once, stages are normalised and add up',
    settings: {
      curriculum: [],
      model: comparing,
      // Cells that see more than a digit and its move tell them better: of the squared error that is left after 48,000 frames, three
      // wider layers without padding leave a sixth more, for the same time. Not 64 in the end, the width of a node: so that there is a
      // projection, which the pre-training teaches.
      backbone: { filters: [16, 32, 64, 128], padding: 'same', frames: 2, frozen: true },
      pretrain: { videos: 120_000, batch: 32, rate: 0.003, schedule: 'cosine' },
      rate: { schedule: 'cosine', value: 0.002, warmUp: 200 },
      batch: 8,
      videos: 30_000,
      evaluate: { every: 5000, videos: 200 },
      checkpoint: { every: 5000 },
    },
  },
  'five-digits': {
    description:
      'which of 5 digits move alike? As "motion", wider, with softmax and Muon, and every video comes twice: two hours on two cores',
    settings: {
      data: { digits: 5, echo: { passes: 2, window: 4096 } },
      // Pairs of three digits are told apart sooner, and what they teach holds for five.
      curriculum: [{ videos: 169_000, digits: [3, 5, 5] }],
      // With Adam products learn sooner; with Muon a softmax does, and goes on to learn where products stand still.
      model: { ...comparing, gather: 'softmax', dim: 96 },
      backbone: { filters: [24, 48, 96, 160], padding: 'same', frames: 2, frozen: true },
      // Many digits in a frame hide each other: what was not told apart in the end were pairs that lie on each other.
      pretrain: {
        videos: 900_000,
        batch: 32,
        digits: [3, 4, 5, 6],
        moves: 0.5,
        optimiser: 'muon',
        rate: 0.002,
        schedule: 'cosine',
      },
      optimiser: { name: 'muon', momentum: 0.95 },
      rate: { schedule: 'cosine', value: 0.0025, warmUp: 200 },
      batch: 16,
      videos: 170_000,
      evaluate: { every: 50_000, videos: 300, digits: [3, 5] },
      checkpoint: { every: 10_000 },
      log: { every: 2000 },
    },
  },
  'two-digits': {
    // Two frames show both digits, mostly; three are dearer and learn no faster. About half of the test videos right at the end,
    // where chance is 1 in 46; without pre-training a tenth.
    description: 'which 2 digits are there? Learned within minutes, even on a slow backend',
    settings: {
      data: { digits: 2, frames: 2 },
      curriculum: [],
      model: { dim: 32, iterations: 1 },
      backbone: { filters: [8, 16, 32] },
      pretrain: { videos: 16_000, batch: 32, rate: 0.003 },
      rate: { value: 0.003 },
      videos: 9600,
      evaluate: { every: 1600 },
      checkpoint: { every: 1600 },
    },
  },
  overfit: {
    // Small batches: 600 steps of 8 get there, 300 of all 32 do not.
    description:
      'the same 32 videos until they are known by heart: the first thing a model must be able to do',
    settings: {
      data: { digits: 2, frames: 4, fixed: 32 },
      curriculum: [],
      model: { dim: 32, iterations: 1 },
      backbone: { filters: [8, 16, 32] },
      pretrain: null,
      rate: { value: 0.003 },
      batch: 8,
      videos: 6400,
      evaluate: { every: null, videos: 32 },
      checkpoint: { every: 1600 },
      log: { every: 320 },
    },
  },
  tiny: {
    description: 'a run of a few seconds, through everything a run does: it learns nothing',
    settings: {
      data: { digits: 2, frames: 3 },
      curriculum: [{ videos: 16, digits: [2, 3] }],
      model: { dim: 16, scales: [1, 2], iterations: 2 },
      backbone: { filters: [4, 8, 8] },
      pretrain: { videos: 64, batch: 16 },
      batch: 8,
      videos: 64,
      evaluate: { every: 32, videos: 16, digits: [2, 3] },
      checkpoint: { every: 16 },
      log: { every: 8 },
    },
  },
};
