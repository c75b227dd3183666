import type { InsertAxis, RemoveAxis } from './axis.ts';
import type { Shape } from './dim.ts';

/** The shape that a mapped function sees: the mapped axis is removed. */
export type UnbatchedShape<S extends Shape, Axis extends number = 0> = RemoveAxis<
  S,
  Axis,
  'vmap: axis out of range'
>;

/** The shape that a mapped function gives: the mapped axis is inserted, to stand at `Axis` of the result. */
export type BatchedShape<S extends Shape, B, Axis extends number = 0> = InsertAxis<
  S,
  Axis,
  B,
  'vmap: axis out of range'
>;

/** The outputs of `T` steps of a scan. */
export type ScannedShape<S extends Shape, T> = [T, ...S];
