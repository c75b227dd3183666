/** Logs of runs that never were, but look like those that are. */
import type { LogEntry } from '../../src/cli/log/index.ts';

/** A small generator of its own: the same log whenever it is asked for. */
const noise = (seed: number): (() => number) => {
  let state = seed + 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  // Box and Muller (1958).
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
};

export interface Course {
  readonly seed?: number;
  /** Lines of training. */
  readonly lines?: number;
  readonly videos?: number;
  /** Where half of what will be learned is learned, as a share of the videos. */
  readonly turn?: number;
  /** Accuracy in the end. */
  readonly skill?: number;
  readonly sets?: readonly string[];
  readonly evaluations?: number;
  readonly pretraining?: number;
  readonly diverges?: boolean;
}

/** The log of a run that starts at chance, learns, and is evaluated now and then. */
export const syntheticLog = ({
  seed = 1,
  lines = 200,
  videos = 60_000,
  turn = 0.4,
  skill = 0.75,
  sets = ['3 digits'],
  evaluations = 20,
  pretraining = 0,
  diverges = false,
}: Course = {}): readonly LogEntry[] => {
  const draw = noise(seed);
  const share = (x: number): number => Math.min(1, Math.max(0, x));
  const learned = (t: number): number => 1 / (1 + Math.exp(-(t - turn) * 14));
  const at = (i: number, count: number, most: number) => ({ videos: Math.round(((i + 1) * most) / count) });
  const rest = (i: number) => ({
    rate: 1e-3,
    gradientNorm: Math.exp(draw() / 3),
    videosPerSecond: 27,
    seconds: i,
  });
  const pretrain = Array.from({ length: pretraining }, (_, i): LogEntry => {
    const known = 1 - Math.exp((-6 * (i + 1)) / pretraining);
    return {
      kind: 'pretrain',
      step: i + 1,
      ...at(i, pretraining, 32_000),
      loss: 2.3 - 2.2 * known + 0.05 * draw(),
      accuracy: share(0.1 + 0.87 * known + 0.01 * draw()),
      ...rest(i),
    };
  });
  const train = Array.from({ length: lines }, (_, i): LogEntry => {
    const done = learned((i + 1) / lines);
    const lost = diverges && i > 0.9 * lines;
    return {
      kind: 'train',
      digits: i < lines / 3 ? 2 : [2, 3],
      step: pretraining + i + 1,
      ...at(i, lines, videos),
      loss: lost ? Number.NaN : Math.max(0.01, 3.83 - 3 * skill * done + 0.15 * draw()),
      accuracy: share(1 / 46 + skill * done + 0.04 * draw()),
      ...rest(i),
    };
  });
  const evals = Array.from({ length: evaluations }, (_, i): readonly LogEntry[] =>
    sets.map((set, k) => {
      const done = learned((i + 1) / evaluations) * (1 - k / 4);
      return {
        kind: 'eval',
        step: pretraining + Math.ceil(((i + 1) * lines) / evaluations),
        ...at(i, evaluations, videos),
        set,
        count: 200,
        loss: Math.max(0.01, 3.9 - 2.7 * skill * done + 0.05 * draw()),
        top1: share(1 / 46 + 0.9 * skill * done + 0.015 * draw()),
        top5: share(5 / 46 + skill * done),
      };
    }),
  ).flat();
  const start: LogEntry = {
    kind: 'start',
    time: '2026-11-05T08:00:00.000Z',
    version: '0.1.0',
    step: 0,
    resumed: false,
    config: { seed },
  };
  const after = [...train, ...evals].toSorted((a, b) => a.step - b.step);
  return [start, ...pretrain, ...after];
};

/** A confusion matrix of so many classes, right as often as `skill` says, with some classes taken for their neighbours. */
export const syntheticConfusion = (
  classes: number,
  skill: number,
  seed = 1,
): readonly (readonly number[])[] => {
  const draw = noise(seed);
  return Array.from({ length: classes }, (_, truth) =>
    Array.from({ length: classes }, (__, answer) => {
      const right = truth === answer ? 30 * skill : 0;
      const near = Math.abs(truth - answer) === 1 ? 6 * (1 - skill) : 0.6 * (1 - skill);
      return Math.max(0, Math.round(right + near * (1 + draw())));
    }),
  );
};
