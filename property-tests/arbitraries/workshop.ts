import { apply } from '../../src/tensor/apply.ts';
import { sameShape, sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { BinaryOp, ReduceOp, UnaryOp } from '../../src/tensor/primitives.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import type { Choices } from './choices.ts';
import { palette, type Range, valueFrom } from './palette.ts';
import { cap, mostElements, type Step, sizes } from './recipe.ts';

/** A tensor of the program being made, and a bound on the size of its elements (kept for f32 in safe programs). */
export interface Sample {
  readonly x: AnyTensor;
  readonly bound: number;
}

/** Safe programs keep every f32 element in [−limit, limit]. */
export const limit = 2;

/** Which operations steps may choose. */
export interface Menu {
  readonly range: Range;
  readonly unaryOps: readonly UnaryOp[];
  readonly binaryOps: readonly BinaryOp[];
  readonly reduceOps: readonly ReduceOp[];
}

/** Where a step is carried out: what there is to work on, and the decisions. */
export interface Workshop extends Choices {
  readonly menu: Menu;
  /** Oldest first. */
  readonly pool: Sample[];
  /** The steps inside, for scans. */
  readonly inner: readonly Step[];
  /** Carries out steps on another pool. */
  readonly carryOut: (steps: readonly Step[], pool: Sample[]) => void;
}

export const size = (w: Choices): number => w.pick(sizes);

export const shape = (w: Choices, maxRank = 3): readonly number[] =>
  cap(Array.from({ length: w.below(maxRank + 1) }, () => size(w)));

export const fits = (candidate: readonly number[]): boolean => sizeOf(candidate) <= mostElements;

const boundOf = (w: Workshop, dtype: DType): number =>
  Math.max(...palette(dtype, w.menu.range).map(Math.abs));

/** A constant of the palette. */
export const constant = (w: Workshop, dtype: DType, of: readonly number[]): Sample => ({
  x: build.constant(valueFrom(of, dtype, w.menu.range, w.below(64), w.below(4))),
  bound: boundOf(w, dtype),
});

/** One of a list, the last ones more often: so programs get deep, and one step meets what the step before made. */
const recent = <A>(w: Choices, list: readonly A[]): A | undefined =>
  list[list.length - 1 - Math.min(w.below(list.length), w.below(list.length))];

/** Any tensor of these dtypes; the newest is the simplest choice. */
export const any = (w: Workshop, ...dtypes: readonly [DType, ...DType[]]): Sample =>
  recent(
    w,
    w.pool.filter(({ x }) => dtypes.includes(x.dtype)),
  ) ?? constant(w, w.pick(dtypes), shape(w));

/** A tensor of this dtype and shape: one that is there, or one cut to size, or a constant. */
export const like = (w: Workshop, dtype: DType, of: readonly number[]): Sample => {
  const same = w.pool.filter(({ x }) => x.dtype === dtype);
  const exact = same.filter(({ x }) => sameShape(x.shape, of));
  const chosen = recent(w, exact.length > 0 && !w.oneIn(4) ? exact : same);
  return chosen === undefined
    ? constant(w, dtype, of)
    : { x: cutTo(chosen.x, of), bound: Math.max(chosen.bound, 1) };
};

/** Any tensor made into any shape: broadcast if it fits, else flattened and cut or padded. */
const cutTo = (x: AnyTensor, of: readonly number[]): AnyTensor => {
  const lead = of.length - x.shape.length;
  if (lead >= 0 && x.shape.every((n, i) => n === of[i + lead] || n === 1))
    return build.broadcastTo('cut', x, of);
  const [have, want] = [sizeOf(x.shape), sizeOf(of)];
  const flat = build.reshapeTo(x, [have]);
  const cut =
    have < want
      ? apply('pad', { low: [0], high: [want - have], interior: [0], value: 1 }, [flat])
      : have > want
        ? apply('slice', { starts: [0], limits: [want], strides: [1] }, [flat])
        : flat;
  return build.reshapeTo(cut, of);
};

/** A tensor with at least one axis, and one of its axes. */
export const withAxis = (
  w: Workshop,
  { x, bound }: Sample,
): { readonly sample: Sample; readonly axis: number } => {
  const sample = x.shape.length > 0 ? { x, bound } : { x: build.reshapeTo(x, [1]), bound };
  return { sample, axis: w.below(sample.x.shape.length) };
};

/** f32 values of at least ½: the domain of logarithms, roots and quotients in safe programs. */
export const positive = (w: Workshop, { x, bound }: Sample): Sample =>
  w.menu.range === 'any'
    ? { x, bound }
    : { x: build.binary('add', build.binary('mul', x, x), 0.5), bound: bound ** 2 + 0.5 };

/** Indices within an axis in safe programs; elsewhere now and then outside. */
export const indicesBelow = (w: Workshop, n: number, of: readonly number[]): AnyTensor => {
  const { x } = like(w, 'i32', of);
  return w.menu.range === 'any' && w.oneIn(3)
    ? x
    : build.binary('min', build.binary('max', x, 0), Math.max(0, n - 1));
};

/** Puts a result into the pool, scaled down where a safe program could grow out of range. */
export const put = (w: Workshop, x: AnyTensor, bound: number): void => {
  const scales = w.menu.range === 'safe' && x.dtype === 'f32' && bound > limit;
  w.pool.push(scales ? { x: build.binary('mul', x, limit / bound), bound: limit } : { x, bound });
};
