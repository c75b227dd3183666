import type { AtAxis, Axes, Flags, NoAxis } from './axis.ts';
import type { Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * What is left after a reduction over one axis, several, or (without `Over`) all; with `KeepDims` reduced axes stay as 1.
 *
 * @example `ReductionShape<['b', 14, 14, 64], [1, 2], true>` is `['b', 1, 1, 64]`
 */
export type ReductionShape<
  S extends Shape,
  Over extends Axes | undefined = undefined,
  KeepDims extends boolean = false,
  Op extends string = 'reduce',
> = Over extends readonly number[]
  ? number extends Over['length']
    ? Shape
    : Mark<S, Over, Flags<S>, KeepDims, Op>
  : Over extends number
    ? OneAxis<S, Over, KeepDims, Op>
    : KeepDims extends true
      ? { -readonly [K in keyof S]: 1 }
      : KeepDims extends false
        ? []
        : Shape;

type OneAxis<S extends Shape, Axis, KeepDims, Op extends string> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? boolean extends KeepDims
        ? Shape
        : KeepDims extends true
          ? [...Before, 1, ...After]
          : [...Before, ...After]
      : NoAxis<Found, `${Op}: axis out of range`, Axis, S>
    : never;

/** Puts up the flag of each axis, then drops (or sets to 1) the dimensions whose flag is up. */
type Mark<
  S extends Shape,
  Over extends Shape,
  Up extends Shape,
  KeepDims,
  Op extends string,
> = Over extends readonly [infer Axis, ...infer Rest]
  ? AtAxis<Up, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer Flag, infer After extends Shape]
      ? Flag extends 1
        ? ShapeError<`${Op}: an axis is repeated`, Axis, S>
        : Mark<S, Rest, [...Before, 1, ...After], KeepDims, Op>
      : NoAxis<Found, `${Op}: axis out of range`, Axis, S>
    : never
  : boolean extends KeepDims
    ? Shape
    : Drop<S, Up, KeepDims>;

type Drop<S extends Shape, Up extends Shape, KeepDims, Out extends Shape = []> = S extends readonly [
  infer D,
  ...infer SRest,
]
  ? Up extends readonly [infer Flag, ...infer UpRest]
    ? Drop<SRest, UpRest, KeepDims, Flag extends 0 ? [...Out, D] : KeepDims extends true ? [...Out, 1] : Out>
    : never
  : number extends S['length']
    ? Shape
    : Out;

/** What is left after finding the position of an extreme along one axis; without an axis, over all elements. */
export type ArgReductionShape<
  S extends Shape,
  Axis extends number | undefined = undefined,
  KeepDims extends boolean = false,
  Op extends string = 'argmax',
> = ReductionShape<S, Axis, KeepDims, Op>;

/** An op along an axis that keeps the shape, such as softmax or a cumulative sum. */
export type AlongAxisShape<S extends Shape, Axis extends number, Op extends string> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends 'outside'
      ? ShapeError<`${Op}: axis out of range`, Axis, S>
      : S
    : never;

/** Options of a reduction. */
export interface ReduceOptions {
  /** One axis or several. Default: all. */
  readonly axes?: Axes;
  /** Keep reduced axes, with size 1. Default `false`. */
  readonly keepDims?: boolean;
}

/** {@link ReductionShape} with its arguments as options. */
export type ReduceByShape<S extends Shape, O, Op extends string = 'reduce'> = ReductionShape<
  S,
  OverOf<O>,
  KeepDimsOf<O>,
  Op
>;

/** {@link ReductionShape} over one axis, with its arguments as options. */
export type ArgReduceByShape<S extends Shape, O, Op extends string = 'argmax'> = ReductionShape<
  S,
  O extends { readonly axis: infer Axis extends number } ? Axis : 'axis' extends keyof O ? number : undefined,
  KeepDimsOf<O>,
  Op
>;

type OverOf<O> = O extends { readonly axes: infer Over extends Axes }
  ? Over
  : 'axes' extends keyof O
    ? number
    : undefined;

type KeepDimsOf<O> = O extends { readonly keepDims: infer Keep extends boolean }
  ? Keep
  : 'keepDims' extends keyof O
    ? boolean
    : false;
