import type { IsSize, IsUnknown, MergeDims, Same, SameDim, Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * The shape that two shapes broadcast to (NumPy's rules): aligned at the last axis, sizes are equal or one of them is 1.
 *
 * @example `BroadcastShape<['b', 14, 64], [14, 1]>` is `['b', 14, 64]`
 */
export type BroadcastShape<A extends Shape, B extends Shape, Op extends string = 'broadcast'> =
  Align<A, B> extends infer Out extends Shape ? Out : ShapeError<`${Op}: shapes do not broadcast`, A, B>;

/** Walks from the last axis to the front. */
type Align<A extends Shape, B extends Shape, Out extends Shape = []> =
  A extends readonly [...infer ARest, infer AD]
    ? B extends readonly [...infer BRest, infer BD]
      ? BroadcastDim<AD, BD> extends [infer D] ? Align<ARest, BRest, [D, ...Out]> : 'differ'
      : number extends B['length'] ? Shape : [...A, ...Out]
    : number extends A['length'] ? Shape
    : number extends B['length'] ? Shape
    : [...B, ...Out];

/** `[dimension]`, boxed because a bare type parameter would leave the test of the result undecided. */
type BroadcastDim<A, B> =
  Same<B, 1> extends true ? [A]
  : Same<A, 1> extends true ? [B]
  : IsUnknown<A> extends true ? [UnknownWith<B>]
  : IsUnknown<B> extends true ? [UnknownWith<A>]
  : Same<A, B> extends true ? [A]
  : 'differ';

/** An unknown size against `n > 1` can only give `n`; against a symbol, which may be 1 at run time, anything. */
type UnknownWith<D> = IsSize<D> extends true ? D : number;

/**
 * The shape of something of shape `S` after it is broadcast to `Target`, which must keep every axis of `S` that is not 1.
 */
export type BroadcastToShape<S extends Shape, Target extends Shape> =
  Spread<S, Target> extends infer Out extends Shape ? Out : ShapeError<'broadcastTo: shape does not broadcast', S, Target>;

type Spread<S extends Shape, Target extends Shape, Out extends Shape = []> =
  S extends readonly [...infer SRest, infer D]
    ? Target extends readonly [...infer TRest, infer T]
      ? Same<D, 1> extends true ? Spread<SRest, TRest, [T, ...Out]>
        : SameDim<D, T> extends true ? Spread<SRest, TRest, [IsUnknown<T> extends true ? number : T, ...Out]>
        : 'differ'
      : number extends Target['length'] ? Shape : 'differ'
    : [...Target, ...Out];

/** Merges two shapes that may be equal dimension by dimension; `'differ'` when a dimension or the rank differs. */
export type MergeShapes<A extends Shape, B extends Shape, Out extends Shape = []> =
  A extends readonly [infer AD, ...infer ARest]
    ? B extends readonly [infer BD, ...infer BRest]
      ? SameDim<AD, BD> extends true ? MergeShapes<ARest, BRest, [...Out, MergeDims<AD, BD>]> : 'differ'
      : number extends B['length'] ? [...Out, ...A] : 'differ'
    : number extends A['length'] ? [...Out, ...B]
    : B extends readonly [] ? Out
    : number extends B['length'] ? Out
    : 'differ';
