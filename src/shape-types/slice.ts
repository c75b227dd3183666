import type { Compare, LessThan } from './arithmetic/compare.ts';
import type { Subtract } from './arithmetic/subtract.ts';
import type { AtAxis, NoAxis } from './axis.ts';
import type { IsSize, Same, Shape } from './dim.ts';
import type { CeilDivideDims } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/**
 * A part of an axis: `[start, stop]` or `[start, stop, step]`. Negative positions count from the end, `null` is the
 * first or one past the last position, and `null` for the whole part takes all of it. Nothing is clamped: a position
 * outside the axis is an error.
 */
export type Range = readonly [start: number | null, stop: number | null, step?: number];

/**
 * One range for each axis, from the first on; axes without a range are kept.
 *
 * @example `SliceShape<[10, 'batch', 3], [[2, 8, 2], null]>` is `[3, 'batch', 3]`
 */
export type SliceShape<
  S extends Shape,
  Ranges extends readonly (Range | null)[],
  Now = unknown,
> = number extends Ranges['length'] ? Shape : Slices<S, Ranges, S, Ranges, Now>;

type Slices<
  S extends Shape,
  Ranges extends Shape,
  Whole extends Shape,
  All,
  Now,
  Out extends Shape = [],
> = Ranges extends readonly [infer Part, ...infer More]
  ? S extends readonly [infer D, ...infer Rest]
    ? SliceDim<D, Part, Now> extends infer Sliced
      ? Sliced extends [infer Size]
        ? Slices<Rest, More, Whole, All, Now, [...Out, Size]>
        : Sliced
      : never
    : number extends S['length']
      ? Shape
      : ShapeError<'slice: more ranges than axes', All, Whole>
  : [...Out, ...S];

/** A range of one axis. */
export type SliceAxisShape<S extends Shape, Axis extends number, Part extends Range, Now = unknown> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer D, infer After extends Shape]
      ? SliceDim<D, Part, Now> extends infer Sliced
        ? Sliced extends [infer Size]
          ? [...Before, Size, ...After]
          : Sliced
        : never
      : NoAxis<Found, 'slice: axis out of range', Axis, S>
    : never;

/** `[size]` of a range of an axis of size `D`, or the error. */
type SliceDim<D, Part, Now> = Part extends null
  ? [D]
  : Part extends readonly [infer Start, infer Stop]
    ? Between<D, Start, Stop, 1, Part, Now>
    : Part extends readonly [infer Start, infer Stop, infer Step]
      ? IsSize<Step, Now> extends true
        ? LessThan<Step & number, 1> extends true
          ? ShapeError<'slice: the step is not positive', Step, D>
          : Between<D, Start, Stop, Step, Part, Now>
        : Between<D, Start, Stop, Step, Part, Now>
      : [number];

type Between<D, Start, Stop, Step, Part, Now> =
  Whole<Start, Stop, Now> extends true
    ? [CeilDivideDims<D, Step, Now>]
    : IsSize<D, Now> extends true
      ? Within<D, Position<D, Start, 0>, Position<D, Stop, D>, Step, Part, Now>
      : [SameEnd<Start, Stop, Now> extends true ? CeilDivideDims<Length<Start, Stop>, Step, Now> : number];

type Whole<Start, Stop, Now> = Stop extends null ? (Start extends null ? true : Same<Start, 0, Now>) : false;

/** A position counted from the front. */
type Position<D, P, Default> = P extends null
  ? Default
  : `${P & number}` extends `-${infer Back extends number}`
    ? Subtract<D & number, Back>
    : P;

type Within<D, Start, Stop, Step, Part, Now> =
  IsSize<Start, Now> extends true
    ? IsSize<Stop, Now> extends true
      ? Outside<D, Start, Stop> extends true
        ? ShapeError<'slice: range outside the axis', Part, D>
        : LessThan<Start & number, Stop & number> extends true
          ? [CeilDivideDims<Subtract<Stop & number, Start & number>, Step, Now>]
          : ShapeError<'slice: the range is empty', Part, D>
      : [number]
    : [number];

type Outside<D, Start, Stop> =
  LessThan<Start & number, 0> extends true
    ? true
    : Compare<Stop & number, D & number> extends '>'
      ? true
      : false;

/** Both positions count from the same end, so that their distance does not depend on the size of the axis. */
type SameEnd<Start, Stop, Now> =
  FromEnd<Start, 'front', Now> extends FromEnd<Stop, 'back', Now>
    ? FromEnd<Start, 'front', Now> extends 'unknown'
      ? false
      : true
    : false;

type FromEnd<P, Null, Now> = P extends null
  ? Null
  : IsSize<P, Now> extends true
    ? `${P & number}` extends `-${string}`
      ? 'back'
      : 'front'
    : 'unknown';

type Length<Start, Stop> =
  Subtract<Magnitude<Stop> & number, Magnitude<Start> & number> extends infer L extends number
    ? `${L}` extends `-${infer Positive extends number}`
      ? Positive
      : L
    : never;

type Magnitude<P> = P extends null ? 0 : `${P & number}` extends `-${infer Back extends number}` ? Back : P;

/** One position of an axis, which is removed. */
export type IndexShape<S extends Shape, Axis extends number, I extends number, Now = unknown> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer D, infer After extends Shape]
      ? InRange<D, I, Now> extends true
        ? [...Before, ...After]
        : ShapeError<'index: position outside the axis', I, D>
      : NoAxis<Found, 'index: axis out of range', Axis, S>
    : never;

type InRange<D, I extends number, Now> =
  IsSize<I, Now> extends true
    ? IsSize<D, Now> extends true
      ? `${I}` extends `-${infer Back extends number}`
        ? Compare<Back, D & number> extends '>'
          ? false
          : true
        : LessThan<I, D & number>
      : true
    : true;
