import fc from 'fast-check';
import type { Params } from '../../src/tensor/primitives.ts';

/** One axis of space: sizes of x and of the window, and how they meet. */
export interface Axis {
  readonly cells: number;
  readonly taps: number;
  readonly stride: number;
  readonly low: number;
  readonly high: number;
  readonly holes: number;
  readonly spread: number;
}

const small = (min: number, max: number) => fc.integer({ min, max });

const axis: fc.Arbitrary<Axis> = fc.record({
  cells: small(1, 9),
  taps: small(1, 4),
  stride: small(1, 3),
  low: small(-2, 3),
  high: small(-2, 3),
  holes: small(1, 3),
  spread: small(1, 3),
});

/** Convolutions of all kinds: strides, negative padding, both dilations, groups. */
export const convolutions = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
  images: small(1, 3),
  groups: small(1, 3),
  /** Of each group. */
  inner: small(1, 3),
  filters: small(1, 3),
});

export type Convolution = typeof convolutions extends fc.Arbitrary<infer A> ? A : never;

export const paramsOf = ({ axes, groups }: Convolution): Params['conv'] => ({
  strides: axes.map((a) => a.stride),
  padding: axes.map((a) => [a.low, a.high] as const),
  inputDilation: axes.map((a) => a.holes),
  kernelDilation: axes.map((a) => a.spread),
  groups,
});

/** The shapes of x and of the kernel. */
export const shapesOf = ({
  axes,
  images,
  groups,
  inner,
  filters,
}: Convolution): readonly (readonly number[])[] => [
  [images, ...axes.map((a) => a.cells), groups * inner],
  [...axes.map((a) => a.taps), inner, groups * filters],
];
