/** What a run trains and evaluates on: which videos, in which order, of which digits. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluationDigits, type TrainConfig } from '../../src/cli/train/config/index.ts';
import { digitsShown, orderOf } from '../../src/cli/train/order.ts';
import { digitBatch, trainingBatch, videoBatch } from '../../src/cli/train/videos.ts';
import { type Mnist, type SyncMnistConfig, syncMnistVideo } from '../../src/data/index.ts';
import { blockMnist } from '../data/support.ts';
import { inFolder } from './files.ts';
import { batchIn, watched } from './train-backends.ts';
import { afterSteps, configWith, memoryLog, newestIn, trained } from './train-support.ts';

type Half = 'train' | 'test';

/** MNIST of which only one half may be looked at. */
const onlyHalf = (half: Half): Mnist => {
  const forbidden = (name: Half) => {
    if (name !== half) throw new Error(`looks at the ${name} digits`);
    return blockMnist[name];
  };
  return {
    get train() {
      return forbidden('train');
    },
    get test() {
      return forbidden('test');
    },
  };
};

/** The n-th video of a data set, from its definition: pixels and label. */
const video = ({ data, seed }: TrainConfig, split: Half, digits: number, n: number) => {
  const { frames, canvas, noneRate, exact, order } = data;
  const config: SyncMnistConfig = { split, seed, digits, frames, canvas, noneRate, exact, order };
  const made = syncMnistVideo(config, blockMnist, n);
  return { pixels: [...made.frames].join(), label: made.label };
};

interface Shown {
  readonly shape: readonly number[];
  readonly frames: ArrayLike<number>;
  readonly labels: readonly number[];
}

/** A batch, video by video. */
const videosIn = ({ frames, labels }: Shown) => {
  const all = Array.from(frames);
  const pixels = all.length / labels.length;
  return labels.map((label, i) => ({ pixels: all.slice(i * pixels, (i + 1) * pixels).join(), label }));
};

const shown = ({ frames, labels }: ReturnType<typeof trainingBatch>): Shown => ({
  shape: frames.shape,
  frames: frames.data,
  labels: [...labels.data],
});

const config = configWith({ videos: 11, pretrain: { videos: 5, batch: 2 }, evaluate: { digits: [2, 3] } });

/** The batches that a run computes on, in their order. */
const batchesOf = (settings: TrainConfig, pieces: readonly number[] = []) =>
  inFolder(async (folder) => {
    const batches: Shown[] = [];
    const backend = watched((inputs, outputs) => {
      const batch = batchIn(inputs);
      if (batch !== undefined) batches.push(batch);
      return outputs;
    });
    for (const steps of pieces) {
      const from = batches.length === 0 ? undefined : await newestIn(folder);
      await trained(folder, settings, { computing: { backend }, interrupted: afterSteps(steps) }, from);
    }
    await trained(
      folder,
      settings,
      { computing: { backend } },
      batches.length === 0 ? undefined : await newestIn(folder),
    );
    return batches;
  });

describe('a run', () => {
  let batches: readonly Shown[];
  beforeAll(async () => {
    batches = await batchesOf(config);
  }, 60_000);

  it('sees single digits, then its training videos, each once and in order, and test videos when it evaluates', () => {
    const chunks = (total: number, size: number) =>
      Array.from({ length: Math.ceil(total / size) }, (_, i) => [i * size, Math.min(total, (i + 1) * size)]);
    const between = ([from = 0, to = 0]: readonly number[]) =>
      Array.from({ length: to - from }, (_, i) => from + i);
    const evaluation = evaluationDigits(config).map((digits) =>
      between([0, config.evaluate.videos]).map((n) => [video(config, 'test', digits, n)]),
    );
    const oneFrame = { ...config, data: { ...config.data, frames: 1 } };
    // Each video as what it may be: of a mix any number of digits.
    const expected = [
      ...chunks(5, 2).map((chunk) => between(chunk).map((n) => [video(oneFrame, 'train', 1, n)])),
      ...chunks(11, 2).flatMap(([from = 0, to = 0]) => [
        between([from, to]).map((n) =>
          (n < 4 ? [2, 3] : [2]).map((digits) => video(config, 'train', digits, n)),
        ),
        ...(to === 8 || to === 11 ? evaluation : []),
      ]),
    ];
    expect(batches.map(({ labels }) => labels.length)).toEqual(expected.map(({ length }) => length));
    for (const [i, batch] of batches.entries()) {
      for (const [j, seen] of videosIn(batch).entries()) expect(expected[i]?.[j]).toContainEqual(seen);
    }
  });

  it('never sees a video twice, with or without interruptions', async () => {
    const training = (all: readonly Shown[]) =>
      all.filter(({ shape }) => shape.length === 5).flatMap((batch) => videosIn(batch));
    const seen = training(batches).map(({ pixels }) => pixels);
    // Twice two evaluations on the same two test videos.
    expect(new Set(seen).size).toBe(11 + 4);
    const pieces = await batchesOf(config, [2, 2, 3]);
    expect(pieces).toEqual(batches);
  });

  it('looks at training digits only to train, at test digits only to evaluate', async () => {
    for (const n of [0, 3, 100]) {
      expect(trainingBatch(config, onlyHalf('train'), [n, n + 1]).labels.shape).toEqual([2]);
      expect(digitBatch(config, onlyHalf('train'), n, 2).labels.shape).toEqual([2]);
      expect(videoBatch(config, onlyHalf('test'), { split: 'test', digits: 3 }, n, 2).labels.shape).toEqual([
        2,
      ]);
    }
  });
});

/** The videos that come `count` from the n-th on. */
const trainedOn = (own: TrainConfig, n: number, count: number): readonly number[] => {
  const order = orderOf(own);
  return Array.from({ length: count }, (_, i) => order(n + i));
};

const settings = fc
  .record({
    seed: fc.nat(),
    digits: fc.integer({ min: 2, max: 4 }),
    fixed: fc.option(fc.integer({ min: 2, max: 9 })),
    stages: fc.array(
      fc.record({
        videos: fc.integer({ min: 1, max: 6 }),
        digits: fc.oneof(
          fc.integer({ min: 2, max: 4 }),
          fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }),
        ),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ seed, digits, fixed, stages }) =>
    configWith({
      seed,
      data: { digits, fixed },
      curriculum: stages,
      videos: 100,
      evaluate: { digits: null },
    }),
  );

describe('a batch', () => {
  const span = fc.record({ from: fc.nat({ max: 20 }), count: fc.integer({ min: 1, max: 6 }), cut: fc.nat() });

  it('is a pure function of the configuration and the numbers of its videos, however they are grouped', () => {
    fc.assert(
      fc.property(settings, span, (own, { from, count, cut }) => {
        const at = cut % (count + 1);
        for (const make of [
          (start: number, n: number) => shown(trainingBatch(own, blockMnist, trainedOn(own, start, n))),
          (start: number, n: number) =>
            shown(videoBatch(own, blockMnist, { split: 'test', digits: 3 }, start, n)),
        ]) {
          const parts = [make(from, at), make(from + at, count - at)].flatMap(videosIn);
          expect(parts).toEqual(videosIn(make(from, count)));
        }
        const digits = (start: number, n: number) => [...digitBatch(own, blockMnist, start, n).frames.data];
        expect([...digits(from, at), ...digits(from + at, count - at)]).toEqual(digits(from, count));
      }),
      { numRuns: 30 },
    );
  });

  it('has the digits of its stage, and is another one each time unless the videos are fixed', () => {
    fc.assert(
      fc.property(settings, (own) => {
        const { fixed } = own.data;
        const seen = videosIn(shown(trainingBatch(own, blockMnist, trainedOn(own, 0, 24))));
        const ends = own.curriculum.map((_, i) =>
          own.curriculum.slice(0, i + 1).reduce((sum, { videos }) => sum + videos, 0),
        );
        for (const [n, one] of seen.entries()) {
          const number = fixed === null ? n : n % fixed;
          const stage = own.curriculum[ends.findIndex((end) => number < end)];
          const digits = [stage?.digits ?? own.data.digits].flat();
          expect(digits.map((d) => video(own, 'train', d, number))).toContainEqual(one);
          expect(digitsShown(own, number)).toEqual(digits);
        }
        expect(new Set(seen.map(({ pixels }) => pixels)).size).toBe(Math.min(24, fixed ?? 24));
      }),
      { numRuns: 30 },
    );
  });

  it('of a mix has all its members, about as often', () => {
    const mixed = configWith({ curriculum: [{ videos: 600, digits: [2, 3] }], videos: 601 });
    const seen = videosIn(shown(trainingBatch(mixed, blockMnist, trainedOn(mixed, 0, 600))));
    const threes = seen.filter(({ pixels }, n) => pixels === video(mixed, 'train', 3, n).pixels).length;
    // Five standard deviations.
    expect(Math.abs(threes - 300)).toBeLessThan(62);
  });
});

it('the log names the digits of the videos that were seen, of fixed ones too', () =>
  inFolder(async (folder) => {
    const log = memoryLog();
    const fixed = configWith({
      data: { fixed: 4 },
      curriculum: [{ videos: 4, digits: [3] }],
      pretrain: null,
      evaluate: { every: null },
    });
    await trained(folder, fixed, { log });
    const digits = log.entries.flatMap((entry) => (entry.kind === 'train' ? [entry.digits] : []));
    expect(digits).toEqual([3, 3, 3]);
  }));
