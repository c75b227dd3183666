/**
 * Shape rules of ops that have no file of their own among the shape types.
 */
import type { BroadcastShape } from '../../shape-types/broadcast.ts';
import type { SameDim, Shape } from '../../shape-types/dim.ts';
import type { MultiplyDims } from '../../shape-types/dim-arithmetic.ts';
import type { ShapeError, UnlessRankUnknown } from '../../shape-types/error.ts';

/** Inner products over the last axis. */
export type DotShape<A extends Shape, B extends Shape, Now = unknown> =
  A extends readonly [...infer LeadA, infer K]
    ? B extends readonly [...infer LeadB, infer BK]
      ? SameDim<K, BK, Now> extends true
        ? BroadcastShape<LeadA, LeadB, 'dot', Now>
        : ShapeError<'dot: last dimensions differ', K, BK>
      : UnlessRankUnknown<B, ShapeError<'dot: a scalar is not a vector', A, B>>
    : UnlessRankUnknown<A, ShapeError<'dot: a scalar is not a vector', A, B>>;

/** Every axis repeated. */
export type TileShape<S extends Shape, Counts extends readonly number[], Now = unknown> = number extends Counts['length']
  ? Shape
  : Times<S, Counts, S, Counts, Now>;

type Times<S extends Shape, Counts extends Shape, WholeS, WholeCounts, Now, Out extends Shape = []> =
  S extends readonly [infer D, ...infer Rest]
    ? Counts extends readonly [infer N, ...infer More]
      ? Times<Rest, More, WholeS, WholeCounts, Now, [...Out, MultiplyDims<D, N, Now>]>
      : ShapeError<'tile: one count is needed for each axis', WholeCounts, WholeS>
    : number extends S['length'] ? Shape
    : Counts extends readonly [] ? Out
    : ShapeError<'tile: one count is needed for each axis', WholeCounts, WholeS>;
