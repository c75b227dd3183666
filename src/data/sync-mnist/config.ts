import * as E from 'fp-ts/lib/Either.js';

/** Which half of MNIST the digits come from. */
export type Split = 'train' | 'test';

/** How frames are made: see {@link canvases}. */
export type Canvas = 'direct' | 'authors';

/** A canvas' measures, in its own pixels. */
export interface CanvasGeometry {
  /** Side of the square canvas. */
  readonly side: number;
  /** Side of a digit's square. */
  readonly digit: number;
  /** The largest move along an axis, from one frame to the next. */
  readonly reach: number;
}

/** Side of the frames, whatever the canvas. */
export const frameSide = 64;

/**
 * `authors`: 28×28 digits on a 100×100 canvas, moves within ±10; each frame's range stretched to 0–255 and the frame
 * then shrunk to 64×64. `direct`: the digits themselves are stretched and shrunk to 18×18, and move on a 64×64 canvas within
 * ±6 = round(10 · 64/100); many times faster, and much the same to look at, on a grid of whole pixels.
 */
export const canvases: { readonly [C in Canvas]: CanvasGeometry } = {
  direct: { side: frameSide, digit: 18, reach: 6 },
  authors: { side: 100, digit: 28, reach: 10 },
};

/** What to generate. */
export interface SyncMnistConfig {
  /** The half of MNIST that the digits' images come from. */
  readonly split: Split;
  /** 0 to 2^53 − 1. Each seed is another data set. */
  readonly seed: number;
  /** Digits in a video, all different: 1 to 10 (the paper: 3 or 5). With 1, the label is the digit, 0 to 9. */
  readonly digits: number;
  /** Frames in a video (the paper: 10). */
  readonly frames: number;
  readonly canvas: Canvas;
  /** The fraction of videos in which no pair moves together. The authors' data: about 1 in 90. */
  readonly noneRate: number;
  /** True: no two digits but the pair make the same moves in all frames, not even by accident. */
  readonly exact: boolean;
  /**
   * What is drawn first is covered by the rest. `shuffled`: in random order. `pair-first`: the pair below all
   * others, as in the authors' data, where being covered gives the pair away.
   */
  readonly order: 'shuffled' | 'pair-first';
}

/** The paper's three digits, drawn fast. */
export const syncMnistDefaults: SyncMnistConfig = {
  split: 'train',
  seed: 0,
  digits: 3,
  frames: 10,
  canvas: 'direct',
  noneRate: 1 / 90,
  exact: false,
  order: 'shuffled',
};

/** A setting out of its range: which, and what was expected and got, in one line. */
export interface ConfigError {
  readonly _tag: 'InvalidConfig';
  readonly setting: keyof SyncMnistConfig;
  readonly message: string;
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

/**
 * Checks the settings; those left out are {@link syncMnistDefaults}.
 *
 * @example
 * ```ts
 * import { syncMnistConfig } from 'thwc/data';
 * const config = syncMnistConfig({ digits: 5, split: 'test' }); // right: the settings, with defaults
 * ```
 */
export const syncMnistConfig = (
  settings: Partial<SyncMnistConfig>,
): E.Either<ConfigError, SyncMnistConfig> => {
  const config = { ...syncMnistDefaults, ...settings };
  const { seed, digits, frames, canvas, split, order, noneRate, exact } = config;
  const checks: readonly (readonly [keyof SyncMnistConfig, boolean, string])[] = [
    ['split', split === 'train' || split === 'test', '"train" or "test"'],
    ['seed', isWhole(seed, 0, Number.MAX_SAFE_INTEGER), 'an integer from 0 to 2^53 − 1'],
    ['digits', isWhole(digits, 1, 10), 'an integer from 1 to 10'],
    ['frames', isWhole(frames, 1, 10_000), 'an integer from 1 to 10,000'],
    ['canvas', canvas === 'direct' || canvas === 'authors', '"direct" or "authors"'],
    ['noneRate', noneRate >= 0 && noneRate <= 1, 'a fraction from 0 to 1'],
    ['order', order === 'shuffled' || order === 'pair-first', '"shuffled" or "pair-first"'],
    ['exact', !exact || frames > 1, 'false when there is one frame: without a move all digits move alike'],
  ];
  const failed = checks.find(([, holds]) => !holds);
  if (failed === undefined) return E.right(config);
  const [setting, , expected] = failed;
  const message = `SyncMNIST: ${setting} must be ${expected}, got ${String(config[setting])}`;
  return E.left({ _tag: 'InvalidConfig', setting, message });
};
