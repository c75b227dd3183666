/**
 * Finding one axis of a shape. Axes count from the front (`0`) or from the back (`-1`).
 */
import type { Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/** The number of axes. */
export type RankOf<S extends Shape> = S['length'];

/** The last dimension: the channels of `[…, H, W, C]`. */
export type LastDim<S extends Shape> = S extends readonly [...infer _, infer D] ? D : number;

/**
 * `[dimensions before, the dimension, dimensions after]`; `'outside'` when the shape has no such axis, `'unknown'` when
 * the axis is not a literal or the rank is not known. Of a union of axes, the union of what is found.
 */
export type AtAxis<S extends Shape, Axis> = Axis extends number
  ? number extends Axis
    ? 'unknown'
    : `${Axis}` extends `-${infer FromEnd}`
      ? Backward<S, FromEnd>
      : Forward<S, Axis>
  : 'unknown';

type Forward<S extends Shape, Axis, Before extends Shape = []> = S extends readonly [infer D, ...infer After]
  ? Before['length'] extends Axis
    ? [Before, D, After]
    : Forward<After, Axis, [...Before, D]>
  : number extends S['length']
    ? 'unknown'
    : 'outside';

type Backward<S extends Shape, FromEnd extends string, After extends Shape = []> = S extends readonly [
  ...infer Before,
  infer D,
]
  ? `${[D, ...After]['length']}` extends FromEnd
    ? [Before, D, After]
    : Backward<Before, FromEnd, [D, ...After]>
  : number extends S['length']
    ? 'unknown'
    : 'outside';

/** The rest of a rule when {@link AtAxis} found nothing. */
export type NoAxis<Found, Message extends string, Axis, S extends Shape> = Found extends 'unknown'
  ? Shape
  : ShapeError<Message, Axis, S>;

/** The dimension at an axis. */
export type DimAt<S extends Shape, Axis> = AtAxis<S, Axis> extends [infer _, infer D, infer __] ? D : number;

/** Puts another dimension at an axis. */
export type ReplaceAxis<S extends Shape, Axis, D, Message extends string> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? [...Before, D, ...After]
      : NoAxis<Found, Message, Axis, S>
    : never;

/** Removes an axis. */
export type RemoveAxis<S extends Shape, Axis, Message extends string> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? [...Before, ...After]
      : NoAxis<Found, Message, Axis, S>
    : never;

/** Inserts a dimension, so that it stands at `Axis` *of the result*: `-1` appends. */
export type InsertAxis<S extends Shape, Axis, D, Message extends string> =
  AtAxis<[...S, 0], Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer __]
      ? Insert<S, Before, D>
      : NoAxis<Found, Message, Axis, S>
    : never;

type Insert<
  S extends Shape,
  Before extends Shape,
  D,
  Out extends Shape = [],
> = Out['length'] extends Before['length']
  ? [...Out, D, ...S]
  : S extends readonly [infer Head, ...infer Rest]
    ? Insert<Rest, Before, D, [...Out, Head]>
    : never;

/** One axis or many. */
export type Axes = number | readonly number[];

/** A copy of `S` in which every dimension is a flag that is down: marks which axes were used, whatever `S` holds. */
export type Flags<S extends Shape> = { -readonly [K in keyof S]: 0 };
