import type { IsSize, IsUnknown, MergeDims, Same, SameDim, Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * The shape that two shapes broadcast to (NumPy's rules): aligned at the last axis, sizes are equal or one of them is 1.
 *
 * @example `BroadcastShape<['b', 14, 64], [14, 1]>` is `['b', 14, 64]`
 */
export type BroadcastShape<A extends Shape, B extends Shape, Op extends string = 'broadcast', Now = unknown> =
  Equal<A, B, Now> extends true
    ? [...A]
    : Align<A, B, Now> extends infer Out extends Shape
      ? Out
      : ShapeError<`${Op}: shapes do not broadcast`, A, B>;

/** Equal shapes, as in a residual sum, need no walk. */
type Equal<A extends Shape, B extends Shape, Now> = A['length'] extends B['length'] ? Same<A, B, Now> : false;

/** Walks from the last axis to the front. */
type Align<A extends Shape, B extends Shape, Now, Out extends Shape = []> = A extends readonly [
  ...infer ARest,
  infer AD,
]
  ? B extends readonly [...infer BRest, infer BD]
    ? BroadcastDim<AD, BD, Now> extends [infer D]
      ? Align<ARest, BRest, Now, [D, ...Out]>
      : 'differ'
    : number extends B['length']
      ? Shape
      : [...A, ...Out]
  : number extends A['length']
    ? Shape
    : number extends B['length']
      ? Shape
      : [...B, ...Out];

/** `[dimension]`, boxed because a bare type parameter would leave the test of the result undecided. */
type BroadcastDim<A, B, Now> =
  Same<A, B, Now> extends true
    ? [A]
    : Same<B, 1, Now> extends true
      ? [A]
      : Same<A, 1, Now> extends true
        ? [B]
        : IsUnknown<A, Now> extends true
          ? [UnknownWith<B, Now>]
          : IsUnknown<B, Now> extends true
            ? [UnknownWith<A, Now>]
            : 'differ';

/** An unknown size against `n > 1` can only give `n`; against a symbol, which may be 1 at run time, anything. */
type UnknownWith<D, Now> = IsSize<D, Now> extends true ? D : number;

/**
 * The shape of something of shape `S` after it is broadcast to `Target`, which must keep every axis of `S` that is not 1.
 */
export type BroadcastToShape<S extends Shape, Target extends Shape, Now = unknown> =
  Spread<S, Target, Now> extends infer Out extends Shape
    ? Out
    : ShapeError<'broadcastTo: shape does not broadcast', S, Target>;

type Spread<S extends Shape, Target extends Shape, Now, Out extends Shape = []> = S extends readonly [
  ...infer SRest,
  infer D,
]
  ? Target extends readonly [...infer TRest, infer T]
    ? Same<D, 1, Now> extends true
      ? Spread<SRest, TRest, Now, [T, ...Out]>
      : SameDim<D, T, Now> extends true
        ? Spread<SRest, TRest, Now, [IsUnknown<T, Now> extends true ? number : T, ...Out]>
        : 'differ'
    : number extends Target['length']
      ? Shape
      : 'differ'
  : [...Target, ...Out];

/** Merges two shapes that may be equal dimension by dimension; `'differ'` when a dimension or the rank differs. */
export type MergeShapes<A extends Shape, B extends Shape, Now, Out extends Shape = []> = A extends readonly [
  infer AD,
  ...infer ARest,
]
  ? B extends readonly [infer BD, ...infer BRest]
    ? SameDim<AD, BD, Now> extends true
      ? MergeShapes<ARest, BRest, Now, [...Out, MergeDims<AD, BD, Now>]>
      : 'differ'
    : number extends B['length']
      ? [...Out, ...A]
      : 'differ'
  : number extends A['length']
    ? [...Out, ...B]
    : B extends readonly []
      ? Out
      : number extends B['length']
        ? Out
        : 'differ';
