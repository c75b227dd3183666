import type { AtAxis, NoAxis } from './axis.ts';
import type { MergeShapes } from './broadcast.ts';
import type { Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * Slices of `S` along an axis, picked by indices: the shape of the indices takes the place of the axis.
 *
 * @example `TakeShape<['t', 14, 256], [90], 1>` is `['t', 90, 256]`
 */
export type TakeShape<
  S extends Shape,
  Indices extends Shape,
  Axis extends number,
  Op extends string = 'take',
> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? number extends Indices['length']
        ? Shape
        : [...Before, ...Indices, ...After]
      : NoAxis<Found, `${Op}: axis out of range`, Axis, S>
    : never;

/**
 * As {@link TakeShape}, with the first `Batch` axes of `S` and of the indices in common: every example of the batch has
 * indices of its own.
 *
 * @example `GatherShape<['b', 't', 14, 256], ['b', 90], 2, 1>` is `['b', 't', 90, 256]`
 */
export type GatherShape<
  S extends Shape,
  Indices extends Shape,
  Axis extends number,
  Batch extends number,
  Now = unknown,
> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? number extends Indices['length'] | Batch
        ? Shape
        : Gathered<S, Indices, Before, Indices, After, Batch, Now>
      : NoAxis<Found, 'gather: axis out of range', Axis, S>
    : never;

/** Moves the shared axes to `Lead`, one after the other. */
type Gathered<
  S,
  I,
  Before extends Shape,
  Indices extends Shape,
  After extends Shape,
  Batch extends number,
  Now,
  Lead extends Shape = [],
> = Lead['length'] extends Batch
  ? [...Lead, ...Before, ...Indices, ...After]
  : Before extends readonly [infer B, ...infer BeforeRest]
    ? Indices extends readonly [infer J, ...infer IndicesRest]
      ? MergeShapes<[B], [J], Now> extends [infer Both]
        ? Gathered<S, I, BeforeRest, IndicesRest, After, Batch, Now, [...Lead, Both]>
        : ShapeError<'gather: batch sizes differ', S, I>
      : ShapeError<'gather: the indices have fewer axes than the batch', I, Batch>
    : ShapeError<'gather: the axis is among the batch axes', S, Batch>;

/** One index for each position off the axis: the indices have the shape of `S` but for the size of the axis. */
export type TakeAlongShape<S extends Shape, Indices extends Shape, Axis extends number, Now = unknown> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer _, infer After extends Shape]
      ? AtAxis<Indices, Axis> extends [infer IBefore extends Shape, infer I, infer IAfter extends Shape]
        ? MergeShapes<Before, IBefore, Now> extends infer B extends Shape
          ? MergeShapes<After, IAfter, Now> extends infer A extends Shape
            ? [...B, I, ...A]
            : AlongDiffer<S, Indices>
          : AlongDiffer<S, Indices>
        : AtAxis<Indices, Axis> extends 'outside'
          ? AlongDiffer<S, Indices>
          : Shape
      : NoAxis<Found, 'takeAlong: axis out of range', Axis, S>
    : never;

type AlongDiffer<S, Indices> = ShapeError<'takeAlong: shapes differ off the axis', S, Indices>;

/** Adds updates to the slices that {@link TakeShape} would pick; the shape of `S` stays. */
export type ScatterAddShape<
  S extends Shape,
  Indices extends Shape,
  Updates extends Shape,
  Axis extends number,
  Now = unknown,
> =
  TakeShape<S, Indices, Axis, 'scatterAdd'> extends infer Taken
    ? Taken extends Shape
      ? MergeShapes<Taken, Updates, Now> extends Shape
        ? [...S]
        : ShapeError<'scatterAdd: updates do not have the shape of what is taken', Taken, Updates>
      : Taken
    : never;

/** A last axis of `Depth` that is 1 at the index and 0 elsewhere. */
export type OneHotShape<Indices extends Shape, Depth> = [...Indices, Depth];
