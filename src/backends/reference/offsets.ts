/**
 * Where elements lie. An axis is a list of offsets, most often the multiples of its stride; several axes are all
 * sums of one offset from each.
 */

/** 0, step, 2·step, …: the offsets along an axis. */
export const multiples = (count: number, step: number): Int32Array => {
  const offsets = new Int32Array(count);
  for (let i = 0; i < count; i++) offsets[i] = i * step;
  return offsets;
};

/** Multiples of a step. */
export const scaled = (numbers: readonly number[], step: number): Int32Array => {
  const offsets = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) offsets[i] = (numbers[i] ?? Number.NaN) * step;
  return offsets;
};

/** Every sum of one offset from each axis, the last axis fastest: the offsets of a box in row-major order. */
export const sums = (axes: readonly Int32Array[], start = 0): Int32Array => {
  let offsets = Int32Array.of(start);
  for (const axis of axes) {
    const next = new Int32Array(offsets.length * axis.length);
    let n = 0;
    for (let i = 0; i < offsets.length; i++) {
      const base = offsets[i] ?? Number.NaN;
      for (let j = 0; j < axis.length; j++) next[n++] = base + (axis[j] ?? Number.NaN);
    }
    offsets = next;
  }
  return offsets;
};

/** Where the element at an index lies. */
export const offsetOf = (index: readonly number[], strides: readonly number[]): number =>
  index.reduce((sum, i, axis) => sum + i * (strides[axis] ?? 0), 0);

/** Every choice of one item from each list. */
export const choices = <A>(lists: readonly (readonly A[])[]): readonly (readonly A[])[] =>
  lists.reduce<readonly (readonly A[])[]>(
    (chosen, list) => chosen.flatMap((before) => list.map((item) => [...before, item])),
    [[]],
  );

/** One array's side of a walk: the offset of its element at index 0, and its stride along each axis. */
export interface Side {
  readonly start: number;
  readonly strides: readonly number[];
}

/** A walk through two arrays at once: runs of `length` elements, each array with its own starts and step. */
export interface Runs {
  readonly length: number;
  readonly from: Int32Array;
  readonly fromStep: number;
  readonly to: Int32Array;
  readonly toStep: number;
}

/** Axes that each array walks in equal steps, as one; axes of one element not at all. */
const merged = (shape: readonly number[], from: Side, to: Side) => {
  const axes: { size: number; from: number; to: number }[] = [];
  shape.forEach((size, i) => {
    if (size === 1) return;
    const [fromStride, toStride] = [from.strides[i] ?? 0, to.strides[i] ?? 0];
    const outer = axes.at(-1);
    if (outer !== undefined && outer.from === size * fromStride && outer.to === size * toStride)
      axes[axes.length - 1] = { size: outer.size * size, from: fromStride, to: toStride };
    else axes.push({ size, from: fromStride, to: toStride });
  });
  return axes;
};

/** The walk over every index of a shape in row-major order, in runs as long as the strides allow. */
export const runsOf = (shape: readonly number[], from: Side, to: Side): Runs => {
  const axes = merged(shape, from, to);
  const last = axes.pop() ?? { size: 1, from: 1, to: 1 };
  const starts = (side: 'from' | 'to', start: number): Int32Array =>
    sums(
      axes.map((axis) => multiples(axis.size, axis[side])),
      start,
    );
  return {
    length: last.size,
    from: starts('from', from.start),
    fromStep: last.from,
    to: starts('to', to.start),
    toStep: last.to,
  };
};
