/**
 * Shape rules of ops that have no file of their own among the shape types.
 */
import type { DimAt } from '../../shape-types/axis.ts';
import type { BroadcastShape } from '../../shape-types/broadcast.ts';
import type { SameDim, Shape } from '../../shape-types/dim.ts';
import type { MultiplyDims } from '../../shape-types/dim-arithmetic.ts';
import type { ShapeError, UnlessRankUnknown } from '../../shape-types/error.ts';
import type { ReductionShape } from '../../shape-types/reduction.ts';

/** Inner products over the last axis. */
export type DotShape<A extends Shape, B extends Shape, Now = unknown> = A extends readonly [
  ...infer LeadA,
  infer K,
]
  ? B extends readonly [...infer LeadB, infer BK]
    ? SameDim<K, BK, Now> extends true
      ? BroadcastShape<LeadA, LeadB, 'dot', Now>
      : ShapeError<'dot: last dimensions differ', K, BK>
    : UnlessRankUnknown<B, ShapeError<'dot: a scalar is not a vector', A, B>>
  : UnlessRankUnknown<A, ShapeError<'dot: a scalar is not a vector', A, B>>;

/** Every axis repeated. */
export type TileShape<
  S extends Shape,
  Counts extends readonly number[],
  Now = unknown,
> = number extends Counts['length'] ? Shape : Times<S, Counts, S, Counts, Now>;

type Times<
  S extends Shape,
  Counts extends Shape,
  WholeS,
  WholeCounts,
  Now,
  Out extends Shape = [],
> = S extends readonly [infer D, ...infer Rest]
  ? Counts extends readonly [infer N, ...infer More]
    ? Times<Rest, More, WholeS, WholeCounts, Now, [...Out, MultiplyDims<D, N, Now>]>
    : ShapeError<'tile: one count is needed for each axis', WholeCounts, WholeS>
  : number extends S['length']
    ? Shape
    : Counts extends readonly []
      ? Out
      : ShapeError<'tile: one count is needed for each axis', WholeCounts, WholeS>;

/** Pairs of axes to contract: how many of the last of a with the first of b, or the axes of each. */
export type TensordotAxes = number | readonly [a: readonly number[], b: readonly number[]];

/** The axes that are not contracted, those of `A` before those of `B`. */
export type TensordotShape<A extends Shape, B extends Shape, P extends TensordotAxes, Now = unknown> =
  // First a test of A, which waits for it: data last, the pairs and B are known before.
  A extends readonly unknown[]
    ? P extends readonly [infer OfA extends readonly number[], infer OfB extends readonly number[]]
      ? Contract<A, B, OfA, OfB, Now>
      : number extends P
        ? Shape
        : Contract<A, B, FromEnd<P>, Down<P>, Now>
    : never;

type Contract<
  A extends Shape,
  B extends Shape,
  OfA extends readonly number[],
  OfB extends readonly number[],
  Now,
> =
  Pairs<A, B, OfA, OfB, Now> extends infer Mismatch
    ? Mismatch extends ShapeError<string>
      ? Mismatch
      : Rest<ReductionShape<A, OfA, false, 'tensordot'>, ReductionShape<B, OfB, false, 'tensordot'>>
    : never;

type Rest<A, B> = A extends Shape ? (B extends Shape ? [...A, ...B] : B) : A;

/** `'fit'`, or the first pair that does not. */
type Pairs<
  A extends Shape,
  B extends Shape,
  OfA extends Shape,
  OfB extends Shape,
  Now,
> = OfA extends readonly [infer I, ...infer MoreA]
  ? OfB extends readonly [infer J, ...infer MoreB]
    ? SameDim<DimAt<A, I>, DimAt<B, J>, Now> extends true
      ? Pairs<A, B, MoreA, MoreB, Now>
      : ShapeError<'tensordot: contracted sizes differ', DimAt<A, I>, DimAt<B, J>>
    : ShapeError<'tensordot: axes of a and b are not as many', OfA, OfB>
  : OfB extends readonly []
    ? 'fit'
    : number extends OfA['length']
      ? 'fit'
      : ShapeError<'tensordot: axes of a and b are not as many', OfA, OfB>;

/** `[-1, -2, …, -N]` */
type FromEnd<N, Out extends readonly number[] = []> = Out['length'] extends N
  ? Out
  : `-${[...Out, 0]['length']}` extends `${infer Axis extends number}`
    ? FromEnd<N, [...Out, Axis]>
    : never;

/** `[N - 1, …, 1, 0]` */
type Down<N, Out extends readonly number[] = []> = Out['length'] extends N
  ? Out
  : Down<N, [Out['length'], ...Out]>;
