import type { AtAxis, Flags, InsertAxis, NoAxis } from './axis.ts';
import type { Shape } from './dim.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';

/**
 * Axis `i` of the result is axis `Axes[i]` of `S`.
 *
 * @example `PermuteShape<['b', 14, 15, 3], [0, 3, 1, 2]>` is `['b', 3, 14, 15]`
 */
export type PermuteShape<S extends Shape, Axes extends readonly number[]> = number extends Axes['length']
  ? Shape
  : S['length'] extends Axes['length']
    ? Pick<S, Axes, Flags<S>, Axes>
    : UnlessRankUnknown<S, ShapeError<'permute: one axis is needed for each dimension', Axes, S>>;

type Pick<
  S extends Shape,
  Left extends Shape,
  Used extends Shape,
  Axes,
  Out extends Shape = [],
> = Left extends readonly [infer Axis, ...infer Rest]
  ? AtAxis<Used, Axis> extends [infer Before extends Shape, infer Up, infer After extends Shape]
    ? Up extends 1
      ? ShapeError<'permute: an axis is repeated', Axes, S>
      : AtAxis<S, Axis> extends [infer _, infer D, infer __]
        ? Pick<S, Rest, [...Before, 1, ...After], Axes, [...Out, D]>
        : never
    : NoAxis<AtAxis<Used, Axis>, 'permute: axis out of range', Axis, S>
  : Out;

/** Swaps the last two axes. */
export type TransposeShape<S extends Shape> = S extends readonly [...infer Lead, infer M, infer N]
  ? [...Lead, N, M]
  : UnlessRankUnknown<S, ShapeError<'transpose: two axes are needed', S['length'], S>>;

/** Swaps any two axes. */
export type SwapAxesShape<S extends Shape, A extends number, B extends number> =
  AtAxis<S, A> extends [infer BeforeA extends Shape, infer DA, infer AfterA extends Shape]
    ? AtAxis<S, B> extends [infer _, infer DB, infer __]
      ? AtAxis<[...BeforeA, DB, ...AfterA], B> extends [
          infer Before extends Shape,
          infer ___,
          infer After extends Shape,
        ]
        ? [...Before, DA, ...After]
        : never
      : NoAxis<AtAxis<S, B>, 'swapAxes: axis out of range', B, S>
    : NoAxis<AtAxis<S, A>, 'swapAxes: axis out of range', A, S>;

/** Moves an axis so that it stands at `To` of the result. */
export type MoveAxisShape<S extends Shape, From extends number, To extends number> =
  AtAxis<S, From> extends [infer Before extends Shape, infer D, infer After extends Shape]
    ? InsertAxis<[...Before, ...After], To, D, 'moveAxis: axis out of range'>
    : NoAxis<AtAxis<S, From>, 'moveAxis: axis out of range', From, S>;
