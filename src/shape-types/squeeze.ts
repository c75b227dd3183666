import type { AtAxis, InsertAxis, NoAxis } from './axis.ts';
import type { SameDim, Shape } from './dim.ts';
import type { ProductDims } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/** Removes an axis of size 1. */
export type SqueezeShape<S extends Shape, Axis extends number, Now = unknown> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [infer Before extends Shape, infer D, infer After extends Shape]
      ? SameDim<D, 1, Now> extends true
        ? [...Before, ...After]
        : ShapeError<'squeeze: the axis does not have size 1', Axis, S>
      : NoAxis<Found, 'squeeze: axis out of range', Axis, S>
    : never;

/** Inserts an axis of size 1, so that it stands at `Axis` of the result. */
export type ExpandDimsShape<S extends Shape, Axis extends number> = InsertAxis<
  S,
  Axis,
  1,
  'expandDims: axis out of range'
>;

/** Merges all axes into one, or those from `From` up to and with `To`. */
export type FlattenShape<
  S extends Shape,
  From extends number = 0,
  To extends number = -1,
  Now = unknown,
> = number extends S['length']
  ? [number]
  : S extends readonly []
    ? [1]
    : AtAxis<S, From> extends [infer Before extends Shape, infer _, infer __]
      ? AtAxis<S, To> extends [infer ___, infer ____, infer After extends Shape]
        ? Middle<S, Before, After> extends infer Merged extends Shape
          ? [...Before, ProductDims<Merged, Now>, ...After]
          : ShapeError<'flatten: the axes are in the wrong order', [From, To], S>
        : NoAxis<AtAxis<S, To>, 'flatten: axis out of range', To, S>
      : NoAxis<AtAxis<S, From>, 'flatten: axis out of range', From, S>;

/** What is left of `S` without as many axes as `Before` has in front and `After` behind; never when they overlap. */
type Middle<S extends Shape, Before extends Shape, After extends Shape> = DropBack<
  DropFront<S, Before>,
  After
>;

type DropFront<S, Before extends Shape> = Before extends readonly [infer _, ...infer BeforeRest]
  ? S extends readonly [infer __, ...infer Rest]
    ? DropFront<Rest, BeforeRest>
    : never
  : S;

type DropBack<S, After extends Shape> = After extends readonly [...infer AfterRest, infer _]
  ? S extends readonly [...infer Rest, infer __]
    ? DropBack<Rest, AfterRest>
    : 'overlap'
  : S extends readonly []
    ? 'overlap'
    : S;
