/**
 * A test-sized version of the paper's ablation (§3.1): a task that needs both space and time.
 *
 * On a 2×2 grid (an RSTG with `scales: [2]` has a node for each cell, and none that sees two) two different cells each
 * show one bit, in different frames; all others are blank. The label is whether the bits differ. It is one half each for
 * every choice of cells and frames, so the majority class gives 50 %.
 *
 * *At most 75 % is possible* for a linear classifier of `vec` = Σ over nodes, where
 *
 * - nodes do not talk (`time-only`): a node's state follows from what its own cell shows; or
 * - frames do not (`space-only`): the mean over time of states that each follow from one frame, and no frame shows two bits.
 *
 * For either way `vec` = c + α(p) + β(q) for given cells and frames, where p is the first bit and q the second: each term
 * sees one of them. Then vec(0, 0) + vec(1, 1) = vec(0, 1) + vec(1, 0), and a score linear in `vec` can not be negative
 * on the left for both and positive on the right for both. So of every four videos with the same cells and frames at
 * least one is taken for the wrong class. (3 of 4 are possible: "at least one bit is 1".) Schedules that do both have no such bound.
 */
import { foldIn, keyOf, uniformInt } from '../../src/random/index.ts';

/** Cells on a side. */
export const side = 2;
/** What a cell shows, one-hot: blank, 0 or 1. Blank is no zero, so that nodes which see nothing still can listen (`dot`). */
export const channels = 3;
const cells = side * side;
const blank = 0;
const showing = (bit: number): number => 1 + bit;

/** What is shown where and when. */
export interface RelationalExample {
  /** `[T, 2, 2, 3]`: one-hot of what a cell shows in a frame. */
  readonly features: Float32Array;
  /** 1 when the bits differ. */
  readonly label: 0 | 1;
}

/** All pairs i < j below n. */
const pairsBelow = (n: number): readonly (readonly [number, number])[] =>
  Array.from({ length: n }, (_, j) => Array.from({ length: j }, (__, i) => [i, j] as const)).flat();

/** How many different examples there are: two cells in order, two frames in order, two bits. */
export const relationalCount = (frames: number): number =>
  cells * (cells - 1) * pairsBelow(frames).length * 4;

/**
 * The n-th of all examples. The bits change fastest: 4m … 4m + 3 show 00, 01, 10 and 11 in the same cells and frames.
 */
export const relationalExample = (frames: number, n: number): RelationalExample => {
  const pairs = pairsBelow(frames);
  const pair = pairs[Math.floor(n / 4) % pairs.length];
  if (!Number.isSafeInteger(n) || n < 0 || n >= relationalCount(frames) || pair === undefined)
    throw new RangeError(`relationalExample: of ${relationalCount(frames)} there is no number ${n}`);
  const place = Math.floor(n / 4 / pairs.length);
  const first = Math.floor(place / (cells - 1));
  const second = (first + 1 + (place % (cells - 1))) % cells;
  const [p, q] = [Math.floor(n / 2) % 2, n % 2];
  const shown = new Map([
    [pair[0] * cells + first, showing(p)],
    [pair[1] * cells + second, showing(q)],
  ]);
  const features = Float32Array.from({ length: frames * cells * channels }, (_, i) =>
    i % channels === (shown.get(Math.floor(i / channels)) ?? blank) ? 1 : 0,
  );
  return { features, label: p === q ? 0 : 1 };
};

/** A data set without end: the example `index` of a seed, a pure function of the two. */
export const relationalDraw = (frames: number, seed: number, index: number): RelationalExample =>
  relationalExample(frames, uniformInt(foldIn(keyOf(seed), index), 0, relationalCount(frames)));

/** Examples side by side. */
export interface RelationalBatch {
  /** `[n, T, 2, 2, 3]` */
  readonly features: Float32Array;
  /** `[n]` */
  readonly labels: Int32Array;
}

export const relationalBatch = (examples: readonly RelationalExample[]): RelationalBatch => ({
  features: Float32Array.from(examples.flatMap(({ features }) => [...features])),
  labels: Int32Array.from(examples, ({ label }) => label),
});
