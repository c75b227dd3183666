import { z } from 'zod';
import { type Canvas, syncMnistDefaults } from '../../../data/index.ts';
import {
  edgeRules,
  gatherRules,
  normRules,
  schedules,
  timeReadouts,
  updateRules,
} from '../../../rstg/index.ts';
import { natural } from '../../config.ts';

/** Digits in a video. */
export const digits = natural.max(10);

const { noneRate, exact, order, frames, canvas } = syncMnistDefaults;
const canvasNames = ['direct', 'authors'] as const satisfies readonly Canvas[];
const rate = z.number().positive();
const fraction = z.number().min(0).max(1);
/** A weight of past values in a running mean. */
const decay = z.number().min(0).lt(1);

/** What the videos show (RSTG.md, §SyncMNIST). */
export const data = z
  .strictObject({
    digits: digits
      .default(3)
      .describe('digits in a video; with 1 the label is the digit (10 classes), else the pair (46)'),
    frames: natural.max(10_000).default(frames).describe('frames in a video'),
    canvas: z
      .enum(canvasNames)
      .default(canvas)
      .describe(
        '"authors" draws on 100×100 pixels and shrinks, as the authors do; "direct" draws on 64×64, many times faster',
      ),
    noneRate: fraction.default(noneRate).describe('fraction of the videos in which no pair moves together'),
    exact: z
      .boolean()
      .default(exact)
      .describe('true: no two digits but the pair move alike, not even by accident'),
    order: z
      .enum(['shuffled', 'pair-first'])
      .default(order)
      .describe('of drawing; "pair-first" draws the pair below all others, as the authors do'),
    fixed: natural
      .nullable()
      .default(null)
      .describe('train on the first n videos again and again; null: on new ones to the end'),
    echo: z
      .strictObject({
        passes: natural.max(100).default(3).describe('times that each video is trained on'),
        window: natural
          .max(65_536)
          .default(1024)
          .describe('videos that are trained on in one order, then in others, before the next ones come'),
      })
      .nullable()
      .default(null)
      .describe(
        'train on each video a few times in short order (data echoing, Choi et al. 2019): with a frozen backbone, features are computed once; null: once',
      ),
  })
  .describe('the videos, SyncMNIST from the training digits of MNIST');

/** Some videos of other numbers of digits, before those of `data.digits`. */
export const stage = z.strictObject({
  videos: natural.describe('videos to train on in this stage'),
  digits: z
    .union([digits, z.array(digits).min(1)])
    .describe('digits in a video; a list is a mix: each video draws one of its members'),
});

/** The network (RSTG.md, §Config). */
export const model = z
  .strictObject({
    schedule: z.enum(schedules).default('all-temp').describe('order of the stages in a time step'),
    positional: z
      .strictObject({
        size: natural.max(64).default(6).describe('side of the position maps, cells'),
        sigma: rate.default(1).describe('standard deviation of their Gaussian, cells'),
      })
      .nullable()
      .default(null)
      .describe('position maps in the messages; null: none'),
    scales: z
      .array(natural)
      .min(1)
      .default([1, 2, 3])
      .describe('an s×s grid of nodes for each s, all different'),
    dim: natural.max(8192).default(64).describe('width of a node'),
    iterations: natural.max(1024).default(3).describe('space iterations in a time step'),
    edges: z
      .enum(edgeRules)
      .default('intersect')
      .describe('which nodes talk: neighbours and overlapping regions, or all'),
    gather: z.enum(gatherRules).default('softmax').describe('how messages are weighted; the paper: dot'),
    update: z.enum(updateRules).default('shared').describe('one space-update network, or one for each scale'),
    norm: z
      .enum(normRules)
      .default('none')
      .describe('"layer" normalises what every stage sees of a node (not in the paper)'),
    residual: z.boolean().default(false).describe('every stage adds to what it was given (not in the paper)'),
    time: z
      .enum(timeReadouts)
      .default('mean')
      .describe(
        'what is read out: the last time step (the paper) or the mean over time (what its authors ran)',
      ),
  })
  .describe('the Recurrent Space-time Graph network');

/** The network that makes features of frames (paper, §3.1). */
export const backbone = z
  .strictObject({
    filters: z
      .array(natural.max(4096))
      .min(1)
      .default([16, 32, 64])
      .describe('for each: a 3×3 convolution with so many filters, ReLU, a 2×2 max-pool'),
    padding: z.enum(['valid', 'same']).default('valid').describe('of the convolutions; "valid" is none'),
    frames: natural
      .max(2)
      .default(1)
      .describe(
        'it sees at once; with 2, each frame and the one before it (not in the paper): it can tell how things move',
      ),
    frozen: z
      .boolean()
      .default(false)
      .describe('its parameters stay as the pre-training, or "start", left them: steps are faster'),
  })
  .describe('the convolutions that every frame goes through');

/** The backbone learns to name one digit before the videos come (paper, §3.1); where it sees two frames, to say what is where and how it moves. */
export const pretrain = z
  .strictObject({
    videos: natural.default(32_000).describe('frames with digits placed at random'),
    batch: natural.max(65_536).default(64).describe('frames in a step'),
    digits: z
      .array(digits)
      .min(1)
      .default([1, 2, 3, 4, 5])
      .describe(
        'digits in a frame, by turns, where the backbone sees two frames; with one frame there is one digit',
      ),
    moves: z
      .number()
      .min(0)
      .default(1)
      .describe('weight of how digits move beside which are where, where the backbone sees two frames'),
    optimiser: z
      .enum(['adam', 'muon'])
      .default('adam')
      .describe(
        '"muon": matrices and filters move by orthogonal matrices (Jordan et al. 2024), the rest by Adam',
      ),
    rate: rate.default(0.001).describe('learning rate'),
    schedule: z
      .enum(['constant', 'cosine'])
      .default('constant')
      .describe('of the rate: as it is, or falling along half a cosine to 0 at the end'),
    again: z
      .boolean()
      .default(false)
      .describe('with "start": its backbone learns on like this; false: it has learned, and this is skipped'),
  })
  .nullable()
  .prefault({})
  .describe(
    'the backbone first learns to name one digit; where it sees two frames, which of a few digits are where and how they move; null: no pre-training; skipped with "start", or else see "again"',
  );

/** What is minimised. */
export const loss = z
  .strictObject({
    labelSmoothing: decay
      .default(0)
      .describe('share of the target spread over all classes (Szegedy et al. 2016)'),
  })
  .describe('cross-entropy');

/** How parameters follow gradients. */
export const optimiser = z
  .strictObject({
    name: z
      .enum(['adam', 'adamw', 'muon', 'sgd'])
      .default('adam')
      .describe('rule that updates the parameters; "muon" is Adam for all but matrices'),
    momentum: decay.default(0.9).describe('of sgd and muon'),
    nesterov: z.boolean().default(true).describe('of sgd: look ahead along the momentum'),
    beta1: decay.default(0.9).describe('of adam, adamw and muon: decay of the mean of the gradients'),
    beta2: decay.default(0.999).describe('of adam, adamw and muon: decay of the mean of their squares'),
    epsilon: rate.default(1e-8).describe('of adam, adamw and muon: added to the denominator'),
    weightDecay: z.number().min(0).default(0).describe('of adamw and muon (decoupled) and sgd (L2)'),
    clipNorm: rate.nullable().default(1).describe('largest global norm of the gradients; null: any'),
  })
  .describe('how parameters follow gradients');

/** The learning rate over time. */
export const rates = z
  .strictObject({
    schedule: z
      .enum(['constant', 'cosine', 'plateau'])
      .default('constant')
      .describe(
        'of the learning rate after the warm-up; "plateau" divides when the loss stops falling (the paper)',
      ),
    value: rate.default(0.001).describe('learning rate at its highest'),
    warmUp: z.int().min(0).default(0).describe('steps in which it rises linearly to its value'),
    final: z.number().min(0).default(0).describe('of cosine: learning rate at the end'),
    factor: rate.lt(1).default(0.1).describe('of plateau: the rate is multiplied by it'),
    window: natural
      .default(200)
      .describe('of plateau: steps whose mean loss is compared with the best so far'),
    patience: natural.default(3).describe('of plateau: windows without a better mean before it acts'),
    threshold: z
      .number()
      .min(0)
      .default(0.001)
      .describe('of plateau: a mean is better when lower by more than this share'),
    least: z.number().min(0).default(1e-6).describe('of plateau: no lower rate than this'),
  })
  .describe('the learning rate');

/** What the run is judged by while it trains. */
export const evaluate = z
  .strictObject({
    every: natural
      .nullable()
      .default(2000)
      .describe('videos trained on from one evaluation to the next; null: only at the end'),
    videos: natural.default(200).describe('test videos for each number of digits'),
    digits: z
      .array(digits)
      .min(1)
      .nullable()
      .default(null)
      .describe('numbers of digits, a set of test videos for each; null: as data.digits'),
  })
  .describe('evaluation during training, on videos from the test digits of MNIST');

/** What can be gone on from. */
export const checkpoint = z
  .strictObject({
    every: natural
      .nullable()
      .default(2000)
      .describe('videos trained on from one checkpoint to the next; null: only at the end'),
    keep: natural.default(2).describe('newest checkpoints to keep'),
  })
  .describe('checkpoints');

/** What is written down. */
export const log = z
  .strictObject({
    every: natural.default(160).describe('videos trained on from one line of the log to the next'),
  })
  .describe('the log');
