/**
 * Elements of an array seen by strides. Primitives that only say where elements are (reshape, transpose, broadcast, slice,
 * reverse) compute nothing: they change how elements are seen.
 */
import { sizeOf, stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';

export interface Strided {
  readonly shape: readonly number[];
  /** In elements; 0 repeats, negative goes backwards. */
  readonly strides: readonly number[];
  /** Of the element at index 0, in elements. */
  readonly offset: number;
}

/** Whether the elements lie one after the other in row-major order. Axes of one element may have any stride. */
export const isPacked = ({ shape, strides }: Strided): boolean => {
  const packed = stridesOf(shape);
  return sizeOf(shape) === 0 || shape.every((n, i) => n === 1 || strides[i] === packed[i]);
};

/** An axis of a box of elements: its size, and what a step along it is in each of several arrays. */
export interface Axis {
  readonly size: number;
  readonly strides: readonly number[];
}

/** Axes without those of one element, and with neighbours joined that all arrays walk in equal steps. */
export const mergeAxes = (axes: readonly Axis[]): readonly Axis[] => {
  const merged: Axis[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const outer = merged.at(-1);
    if (outer?.strides.every((stride, i) => stride === axis.size * (axis.strides[i] ?? 0)) === true)
      merged[merged.length - 1] = { size: outer.size * axis.size, strides: axis.strides };
    else merged.push(axis);
  }
  return merged;
};

/**
 * The products of the last axes, ascending: at which counts of elements an axis ends. Two shapes of as many elements
 * have a common refinement where every one of all these numbers divides the next.
 */
export const cutsOf = (shape: readonly number[]): readonly number[] => {
  const cuts = new Set<number>([1]);
  let product = 1;
  for (const size of shape.toReversed()) {
    product *= size;
    cuts.add(product);
  }
  return [...cuts].sort((a, b) => a - b);
};

/** The common refinement of two lists of cuts, if there is one. */
export const refine = (a: readonly number[], b: readonly number[]): readonly number[] | undefined => {
  const all = [...new Set([...a, ...b])].sort((x, y) => x - y);
  return all.every((cut, i) => i === 0 || cut % (all[i - 1] ?? 1) === 0) ? all : undefined;
};

/** The sizes of the axes between cuts, outermost first. */
export const sizesOfCuts = (cuts: readonly number[]): readonly number[] =>
  cuts
    .slice(1)
    .map((cut, i) => cut / (cuts[i] ?? 1))
    .toReversed();

/** The view's axes that are more than one element, and joined where they can be: what has to be respected of its shape. */
export const essentialCuts = ({ shape, strides }: Strided): readonly number[] => {
  const merged = mergeAxes(shape.map((size, i) => ({ size, strides: [strides[i] ?? 0] })));
  return cutsOf(merged.map(({ size }) => size));
};

/** The strides of a view along the axes of a refinement of its shape. */
export const stridesAlong = (view: Strided, sizes: readonly number[]): readonly number[] => {
  const merged = mergeAxes(view.shape.map((size, i) => ({ size, strides: [view.strides[i] ?? 0] })));
  const strides: number[] = [];
  let axis = merged.length - 1;
  let done = 1;
  for (const size of sizes.toReversed()) {
    const { size: full = 1, strides: [stride = 0] = [] } = merged[axis] ?? {};
    strides.push(size === 1 ? 0 : stride * done);
    done *= size;
    if (done === full && size !== 1) {
      axis--;
      done = 1;
    }
  }
  return strides.toReversed();
};

/** The same elements in another shape, if strides can say it. */
export const reshapeView = <V extends Strided>(view: V, shape: readonly number[]): V | undefined => {
  if (sizeOf(shape) === 0) return { ...view, shape, strides: stridesOf(shape) };
  const ends = cutsOf(shape);
  return essentialCuts(view).every((cut) => ends.includes(cut))
    ? { ...view, shape, strides: stridesAlong(view, shape) }
    : undefined;
};

export const transposeView = <V extends Strided>(view: V, { permutation }: Params['transpose']): V => ({
  ...view,
  shape: permutation.map((axis) => view.shape[axis] ?? 0),
  strides: permutation.map((axis) => view.strides[axis] ?? 0),
});

export const broadcastView = <V extends Strided>(view: V, { shape, axes }: Params['broadcast']): V => {
  const strides = shape.map(() => 0);
  axes.forEach((axis, i) => {
    strides[axis] = view.strides[i] ?? 0;
  });
  return { ...view, shape, strides };
};

export const sliceView = <V extends Strided>(view: V, { starts, limits, strides }: Params['slice']): V => {
  const shape = starts.map((start, i) =>
    Math.max(0, Math.ceil(((limits[i] ?? 0) - start) / (strides[i] ?? 1))),
  );
  return {
    ...view,
    shape,
    strides: view.strides.map((stride, i) => stride * (strides[i] ?? 1)),
    offset:
      sizeOf(shape) === 0
        ? view.offset
        : view.offset + starts.reduce((sum, start, i) => sum + start * (view.strides[i] ?? 0), 0),
  };
};

export const reverseView = <V extends Strided>(view: V, { axes }: Params['reverse']): V => ({
  ...view,
  strides: view.strides.map((stride, i) => (axes.includes(i) ? -stride : stride)),
  offset:
    sizeOf(view.shape) === 0
      ? view.offset
      : view.offset +
        axes.reduce((sum, axis) => sum + ((view.shape[axis] ?? 1) - 1) * (view.strides[axis] ?? 0), 0),
});
