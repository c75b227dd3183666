/** A measured value at a number of videos seen. */
export interface Point {
  readonly videos: number;
  readonly value: number;
}

/**
 * The moving mean over a point and up to `radius` points on either side of it.
 *
 * @example
 * ```ts
 * import { smoothed } from './points.ts';
 * const points = [0, 3, 6, 0].map((value, videos) => ({ videos, value }));
 * console.log(smoothed(points, 1).map(({ value }) => value)); // [ 1.5, 3, 3, 3 ]
 * ```
 */
export const smoothed = (points: readonly Point[], radius: number): readonly Point[] =>
  points.map(({ videos }, i) => {
    const near = points.slice(Math.max(0, i - radius), i + radius + 1);
    // Not as a difference of running sums: in these one huge loss would drown all that come after it.
    return { videos, value: near.reduce((sum, { value }) => sum + value, 0) / near.length };
  });

/** The smallest and the largest of some points, in the order in which they stand. */
const extremes = (points: readonly Point[]): readonly Point[] => {
  const [first] = points;
  if (first === undefined) return [];
  const least = points.reduce((a, b) => (b.value < a.value ? b : a), first);
  const most = points.reduce((a, b) => (b.value > a.value ? b : a), first);
  if (least === most) return [least];
  return points.indexOf(least) < points.indexOf(most) ? [least, most] : [most, least];
};

/**
 * At most `limit` of the points (limit ≥ 4), for a picture that has no room for more: the first, the last, and of each of
 * equal groups of those between the smallest and the largest, so that no spike is lost.
 */
export const thinned = (points: readonly Point[], limit: number): readonly Point[] => {
  if (points.length <= limit) return points;
  const groups = Math.floor((limit - 2) / 2);
  const inner = points.slice(1, -1);
  const cut = (i: number): number => Math.round((i * inner.length) / groups);
  return [
    ...points.slice(0, 1),
    ...Array.from({ length: groups }, (_, i) => extremes(inner.slice(cut(i), cut(i + 1)))).flat(),
    ...points.slice(-1),
  ];
};

/** Of fewer values than this none is called a spike. */
const fewest = 50;

/**
 * Up to where an axis should go: the largest value (0 of none), unless a few of many (one in fifty) stand so far above the others
 * that these would be pressed flat.
 */
export const ceiling = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return sorted.length < fewest ? at(1) : Math.min(at(1), at(0.98) + 2 * (at(0.98) - at(0)));
};
