import { type Key, uniformInt } from '../../random/index.ts';
import type { CanvasGeometry } from './config.ts';

/** A place on the canvas: row and column of a digit's top left corner, in canvas pixels. */
export type Place = readonly [y: number, x: number];

/** A digit's place in every frame: `[T]`. */
export type Path = readonly Place[];

/** The digits that move as one: indices of digits, usually one, for the pair two. */
export type Group = readonly number[];

/** Where a digit may be along an axis: from 0 to this. */
const most = ({ side, digit }: CanvasGeometry): number => side - digit;

/**
 * The places of all digits in all frames. The first places are uniform on the canvas. A move along an axis is
 * uniform on the integers within ±reach that leave every digit of the group on the canvas; all of a group's digits
 * make it together (RSTG paper, §3.1; as the authors do, the range is clipped, not the move, so that digits do not
 * gather at the border).
 *
 * `startKey` and `moveKey` fix every draw: digit, axis and frame each have their own counter.
 */
export const drawPaths = (
  geometry: CanvasGeometry,
  frames: number,
  digits: number,
  groups: readonly Group[],
  startKey: Key,
  moveKey: Key,
): readonly Path[] => {
  const limit = most(geometry);
  const start = (digit: number, axis: number) => uniformInt(startKey, digit * 2 + axis, limit + 1);
  const paths = Array.from({ length: digits }, (_, digit): Place[] => [[start(digit, 0), start(digit, 1)]]);

  const step = (group: Group, frame: number, axis: 0 | 1): number => {
    let low = -geometry.reach;
    let high = geometry.reach;
    for (const digit of group) {
      const here = paths[digit]?.[frame - 1]?.[axis] ?? 0;
      low = Math.max(low, -here);
      high = Math.min(high, limit - here);
    }
    const counter = (frame * digits + (group[0] ?? 0)) * 2 + axis;
    return low + uniformInt(moveKey, counter, high - low + 1);
  };

  for (let frame = 1; frame < frames; frame++) {
    for (const group of groups) {
      const dy = step(group, frame, 0);
      const dx = step(group, frame, 1);
      for (const digit of group) {
        const [y, x] = paths[digit]?.[frame - 1] ?? [0, 0];
        paths[digit]?.push([y + dy, x + dx]);
      }
    }
  }
  return paths;
};

/** True when two paths make the same move from every frame to the next. */
export const movesAlike = (a: Path, b: Path): boolean => {
  const [y0, x0] = a[0] ?? [0, 0];
  const [v0, u0] = b[0] ?? [0, 0];
  return a.every(([y, x], frame) => {
    const [v, u] = b[frame] ?? [0, 0];
    return y - v === y0 - v0 && x - u === x0 - u0;
  });
};

/** All pairs of digits that move alike: indices, the smaller first. */
export const pairsMovingAlike = (paths: readonly Path[]): readonly (readonly [number, number])[] =>
  paths.flatMap((a, i) =>
    paths.flatMap((b, j): readonly (readonly [number, number])[] =>
      i < j && movesAlike(a, b) ? [[i, j]] : [],
    ),
  );
