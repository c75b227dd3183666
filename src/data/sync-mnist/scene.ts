import * as O from 'fp-ts/lib/Option.js';
import { foldIn, type Key, keyOf, uniform, uniformInt } from '../../random/index.ts';
import type { Mnist, MnistSplit } from '../mnist.ts';
import { canvases, type SyncMnistConfig } from './config.ts';
import { labelPair, noneLabel } from './labels.ts';
import { drawPaths, type Group, type Path, pairsMovingAlike } from './motion.ts';

/** One digit of a video. */
export interface SceneDigit {
  /** 0 to 9. */
  readonly digit: number;
  /** Which image of its MNIST split. */
  readonly imageIndex: number;
  /** The top left corner in every frame, `[T][y, x]`, in pixels of the canvas (64 or 100 on a side). */
  readonly positions: Path;
  /** Whether it is one of the two that move together. */
  readonly inPair: boolean;
}

/** What a video shows, before it is drawn. The digits in the order of drawing: later ones cover earlier ones. */
export interface Scene {
  readonly label: number;
  readonly digits: readonly SceneDigit[];
}

/** Each kind of draw has a key of its own, so that one more draw of a kind shifts no other. */
const purposes = { class: 0, others: 1, image: 2, order: 3, start: 4, moves: 5 } as const;

/** The key of one video. Split, seed and index are folded in one after another. */
const videoKey = ({ split, seed }: SyncMnistConfig, index: number): Key =>
  foldIn(foldIn(keyOf(seed), split === 'train' ? 0 : 1), index);

/** `items` in random order: a Fisher–Yates shuffle. */
const shuffled = <A>(key: Key, items: readonly A[]): readonly A[] => {
  const left = [...items];
  return items.flatMap((_, i) => left.splice(uniformInt(key, i, left.length), 1));
};

/** The label of a video, and the digits of its pair. */
interface VideoClass {
  readonly label: number;
  readonly pair: readonly number[];
}

const drawClass = ({ digits, noneRate }: SyncMnistConfig, key: Key): VideoClass => {
  if (digits < 2 || uniform(key, 0) < noneRate) return { label: noneLabel, pair: [] };
  const label = uniformInt(key, 1, noneLabel);
  return { label, pair: O.getOrElse((): readonly number[] => [])(labelPair(label)) };
};

const imageOf = (split: MnistSplit, key: Key, digit: number): number => {
  const indices = split.byDigit[digit] ?? [];
  const imageIndex = indices.length > 0 ? indices[uniformInt(key, digit, indices.length)] : undefined;
  if (imageIndex === undefined)
    throw new RangeError(`syncMnistScene: the MNIST split has no image of a ${digit}`);
  return imageIndex;
};

/** Never needed with two frames or more; without moves all digits move alike, whatever is drawn. */
const mostAttempts = 10_000;

/** Draws the moves; with `exact`, again until nothing but the pair moves together. */
const drawMoves = (config: SyncMnistConfig, key: Key, pair: Group): readonly Path[] => {
  const { digits, frames, canvas, exact } = config;
  const alone = Array.from({ length: digits }, (_, place) => place).filter((place) => !pair.includes(place));
  const groups: readonly Group[] = [...(pair.length > 0 ? [pair] : []), ...alone.map((place) => [place])];
  const startKey = foldIn(key, purposes.start);
  const moveKey = foldIn(key, purposes.moves);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const paths = drawPaths(canvases[canvas], frames, digits, groups, startKey, foldIn(moveKey, attempt));
    if (!exact || pairsMovingAlike(paths).length === (pair.length > 0 ? 1 : 0)) return paths;
  }
  throw new RangeError(`syncMnistScene: in ${frames} frame(s) other digits than the pair always move alike`);
};

/**
 * What the video `index` of the data set shows: a pure function of the configuration (split and seed are in it)
 * and the index, from 0 to 2^53 − 1, whatever else was drawn.
 */
export const syncMnistScene = (config: SyncMnistConfig, mnist: Mnist, index: number): Scene => {
  const key = videoKey(config, index);
  const split = mnist[config.split];
  const { label, pair } = drawClass(config, foldIn(key, purposes.class));
  const rest = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !pair.includes(digit));
  const others = shuffled(foldIn(key, purposes.others), rest).slice(0, config.digits - pair.length);
  const chosen = [...pair, ...others];
  const drawn = config.order === 'shuffled' ? shuffled(foldIn(key, purposes.order), chosen) : chosen;
  const places = pair.map((digit) => drawn.indexOf(digit));
  const paths = drawMoves(config, key, places);
  const imageKey = foldIn(key, purposes.image);
  return {
    label: config.digits === 1 ? (drawn[0] ?? 0) : label,
    digits: drawn.map((digit, place) => ({
      digit,
      imageIndex: imageOf(split, imageKey, digit),
      positions: paths[place] ?? [],
      inPair: pair.includes(digit),
    })),
  };
};
