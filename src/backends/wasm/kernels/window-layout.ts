/** Windows over every axis of an array: which axes there are, and how they lie. */
import { sizeOf } from '../../../tensor/aval.ts';
import type { Window } from '../../../tensor/primitives.ts';

/** Windows of up to so many taps are written out, larger ones are loops. */
const unrolledTaps = 16;

interface WindowAxis {
  readonly size: number;
  readonly places: number;
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  readonly low: number;
  /** From one element to the next along the axis, in elements. */
  readonly step: number;
  /** Whether some tap falls outside. */
  readonly padded: boolean;
}

/**
 * Axes on which the window is one element wide and stays inside come in one piece where they are first (`lead`) or last
 * (`inner`: the channels); `axes` are those between.
 */
export interface WindowLayout {
  readonly lead: number;
  readonly axes: readonly WindowAxis[];
  readonly inner: number;
  /** Elements, and places, for each of `lead`. */
  readonly leadElements: number;
  readonly leadPlaces: number;
  /** Everything that code depends on but `lead`. */
  readonly key: string;
}

const isPlain = ({ window, stride, size, places }: WindowAxis): boolean =>
  window === 1 && stride === 1 && size === places;

/** The layout of windows over x that come to lie at `places`. */
export const windowLayout = (
  { window, strides, dilation, padding }: Window,
  x: readonly number[],
  places: readonly number[],
): WindowLayout => {
  const all = x.map((size, i): WindowAxis => {
    const [low, count, taps] = [padding[i]?.[0] ?? 0, places[i] ?? 0, window[i] ?? 1];
    const [stride, gap] = [strides[i] ?? 1, dilation[i] ?? 1];
    const last = (count - 1) * stride + (taps - 1) * gap - low;
    return {
      size,
      places: count,
      window: taps,
      stride,
      dilation: gap,
      low,
      step: sizeOf(x.slice(i + 1)),
      padded: low > 0 || last >= size,
    };
  });
  const end = all.findLastIndex((axis) => !isPlain(axis)) + 1;
  const start = end === 0 ? 0 : all.findIndex((axis) => !isPlain(axis));
  const axes = all.slice(start, end);
  const inner = sizeOf(x.slice(end));
  return {
    lead: sizeOf(x.slice(0, start)),
    axes,
    inner,
    leadElements: sizeOf(x.slice(start)),
    leadPlaces: sizeOf(places.slice(start)),
    key: `${inner} ${axes.map((axis) => Object.values(axis).join()).join(' ')}`,
  };
};

/** Whether taps are written out. */
export const isUnrolled = (layout: WindowLayout): boolean => tapsOf(layout) <= unrolledTaps;

const tapsOf = ({ axes }: WindowLayout): number => sizeOf(axes.map(({ window }) => window));

/** Whether some tap falls outside. */
export const isPadded = ({ axes }: WindowLayout): boolean => axes.some(({ padded }) => padded);

/** Whether taps are written out, and the first one never falls outside. */
export const hasFixedStart = (layout: WindowLayout): boolean => isUnrolled(layout) && !isPadded(layout);

/** Whether every element is in one window: written once, it need not be zeroed before. */
export const areTiles = (layout: WindowLayout): boolean =>
  hasFixedStart(layout) &&
  layout.axes.every(
    ({ size, places, window, stride, dilation }) =>
      window === stride && size === places * stride && (window === 1 || dilation === 1),
  );
