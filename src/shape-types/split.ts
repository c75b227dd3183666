import type { AtAxis, NoAxis } from './axis.ts';
import type { IsSize, SameDim, Shape } from './dim.ts';
import type { AddDims, DivideDims } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/**
 * The shapes of the parts when an axis is cut into `Parts` equal parts, or into parts of the given sizes.
 *
 * @example `SplitShape<['b', 12], 3, 1>` is `[['b', 4], ['b', 4], ['b', 4]]`
 */
export type SplitShape<
  S extends Shape,
  Parts extends number | readonly number[],
  Axis extends number,
  Now = unknown,
> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer D, infer After extends Shape]
      ? Parts extends readonly number[]
        ? number extends Parts['length']
          ? [...Before, number, ...After][]
          : SameDim<D, SumOf<Parts, Now>, Now> extends true
            ? { -readonly [I in keyof Parts]: [...Before, Parts[I], ...After] }
            : ShapeError<'split: the sizes do not add up to the axis', SumOf<Parts, Now>, D>
        : IsSize<Parts, Now> extends true
          ? DivideDims<D, Parts, Now> extends [infer Part]
            ? Times<Parts, [...Before, Part, ...After]>
            : ShapeError<'split: the axis is not divisible', D, Parts>
          : [...Before, number, ...After][]
      : Found extends 'unknown'
        ? Shape[]
        : NoAxis<Found, 'split: axis out of range', Axis, S>
    : never;

type SumOf<Sizes extends Shape, Now, Out = 0> = Sizes extends readonly [infer Size, ...infer Rest]
  ? SumOf<Rest, Now, AddDims<Out, Size, Now>>
  : Out;

type Times<N, S, Out extends readonly unknown[] = []> = Out['length'] extends N
  ? Out
  : Times<N, S, [...Out, S]>;
