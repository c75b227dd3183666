import type { AtAxis, InsertAxis, NoAxis, ReplaceAxis } from './axis.ts';
import type { MergeShapes } from './broadcast.ts';
import type { Shape } from './dim.ts';
import type { AddDims } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/**
 * Joins shapes along an axis; all other axes must agree. Of a list of unknown length the joined size is unknown.
 *
 * @example `ConcatShape<[['b', 3, 8], ['b', 4, 8]], 1>` is `['b', 7, 8]`
 */
export type ConcatShape<
  Shapes extends readonly Shape[],
  Axis extends number,
  Now = unknown,
> = Shapes extends readonly [infer First extends Shape, ...infer Rest extends readonly Shape[]]
  ? Rest extends readonly []
    ? Along<First, Axis>
    : Join<Along<First, Axis>, First, Rest, Axis, Now>
  : number extends Shapes['length']
    ? ReplaceAxis<Shapes[number], Axis, number, 'concat: axis out of range'>
    : ShapeError<'concat: nothing to join', Shapes, Axis>;

/** The shape itself, once its axis is known to exist. */
type Along<S extends Shape, Axis> =
  AtAxis<S, Axis> extends infer Found
    ? Found extends [unknown, unknown, unknown]
      ? [...S]
      : NoAxis<Found, 'concat: axis out of range', Axis, S>
    : never;

type Join<Sum, First, Rest extends readonly Shape[], Axis extends number, Now> = Sum extends Shape
  ? Rest extends readonly [infer Next extends Shape, ...infer More extends readonly Shape[]]
    ? Join<JoinTwo<Sum, Next, Axis, First, Now>, First, More, Axis, Now>
    : number extends Rest['length']
      ? ReplaceAxis<Sum, Axis, number, 'concat: axis out of range'>
      : Sum
  : Sum;

type JoinTwo<A extends Shape, B extends Shape, Axis extends number, First, Now> =
  AtAxis<A, Axis> extends [infer BeforeA extends Shape, infer DA, infer AfterA extends Shape]
    ? AtAxis<B, Axis> extends [infer BeforeB extends Shape, infer DB, infer AfterB extends Shape]
      ? MergeShapes<BeforeA, BeforeB, Now> extends infer Before extends Shape
        ? MergeShapes<AfterA, AfterB, Now> extends infer After extends Shape
          ? [...Before, AddDims<DA, DB, Now>, ...After]
          : ShapeError<'concat: shapes differ off the axis', First, B>
        : ShapeError<'concat: shapes differ off the axis', First, B>
      : AtAxis<B, Axis> extends 'outside'
        ? ShapeError<'concat: shapes differ off the axis', First, B>
        : Shape
    : Shape;

/** Stacks equal shapes along a new axis, which stands at `Axis` of the result. */
export type StackShape<
  Shapes extends readonly Shape[],
  Axis extends number,
  Now = unknown,
> = Shapes extends readonly [infer First extends Shape, ...infer Rest extends readonly Shape[]]
  ? AllSame<First, Rest, Now> extends infer Merged
    ? Merged extends Shape
      ? InsertAxis<Merged, Axis, Shapes['length'], 'stack: axis out of range'>
      : Merged
    : never
  : number extends Shapes['length']
    ? InsertAxis<Shapes[number], Axis, number, 'stack: axis out of range'>
    : ShapeError<'stack: nothing to stack', Shapes, Axis>;

type AllSame<Merged extends Shape, Rest extends readonly Shape[], Now> = Rest extends readonly [
  infer Next extends Shape,
  ...infer More extends readonly Shape[],
]
  ? MergeShapes<Merged, Next, Now> extends infer Both extends Shape
    ? AllSame<Both, More, Now>
    : ShapeError<'stack: shapes differ', Merged, Next>
  : [...Merged];
