import type { LineKind } from './legends.ts';
import { ceiling, type Point, smoothed, thinned } from './points.ts';
import type { Series } from './series.ts';

/** The range of an axis of values. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** How many values are above it. */
  readonly above: number;
}

/** More points than there are columns of pixels show nothing more, and a spike takes two. */
const mostPoints = 500;
const mostMarks = 40;

/** Lines of training are as noisy as a batch is small: the mean over about a twenty-fifth of them shows the course. */
const radiusFor = (count: number): number => (count < 10 ? 0 : 1 + Math.round(count / 50));

/** The range that shows all series; of losses, without a few that would press the others flat. */
export const rangeOf = (series: readonly Series[], isShare: boolean, chance: number | undefined): Range => {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const all = chance === undefined ? values : [...values, chance];
  const low = isShare ? 0 : all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = isShare ? all.reduce((a, b) => Math.max(a, b), 0) : ceiling(all);
  const above = all.filter((value) => value > high).length;
  return high > low ? { low, high, above } : { low: Math.min(low, 0), high: Math.max(high, 1), above };
};

/** Every n-th point and the last, so that marks do not touch. */
const everyFew = (points: readonly Point[]): readonly Point[] => {
  const step = Math.ceil(points.length / mostMarks);
  return points.filter((_, i) => (points.length - 1 - i) % step === 0);
};

type Row = Readonly<Record<string, string | number>>;

/**
 * A series as rows for vega-lite, by the part of the plot that they are for: `raw` and `line` of training, `line` and `mark` of
 * evaluation, `lost` where the value is not finite.
 */
export const rowsOf = (
  { run, set, points, notFinite }: Series,
  { name: line, shape }: LineKind,
  { low, high }: Range,
): readonly Row[] => {
  const rows = (part: string, some: readonly Point[]): readonly Row[] =>
    some.map((point) => ({ ...point, part, run, line, shape }));
  // Lines leave the frame for what is above it, and no farther: drawing programs give up on coordinates in the millions.
  const held = points.map(({ videos, value }) => ({ videos, value: Math.min(value, high + (high - low)) }));
  const lost = notFinite.map((videos) => ({ videos, value: 0 }));
  const course = set === undefined ? smoothed(held, radiusFor(held.length)) : held;
  const marked = set !== undefined || held.length < 10 ? points.filter(({ value }) => value <= high) : [];
  return [
    ...rows('raw', set === undefined ? thinned(held, mostPoints) : []),
    ...rows('line', thinned(course, mostPoints)),
    ...rows('mark', everyFew(marked)),
    ...rows('lost', everyFew(lost)),
  ];
};
