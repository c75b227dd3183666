/**
 * Rules on what layers see and give.
 */
import type { MergeShapes } from '../shape-types/broadcast.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { ShapeError } from '../shape-types/error.ts';

/** True for a symbol; false for sizes, unknown sizes and type parameters, decided at once (see `Same` in `dim.ts`). */
type IsSymbol<D, Now> =
  (<T>() => T extends [[D]] ? 1 : 2) & Now extends <T>() => T extends [SymbolBox<D>] ? 1 : 2 ? true : false;

type SymbolBox<D> = string extends D ? [] : D extends string ? [D] : [];

/** The shape, if parameters can be made for its last axis: its size must be a number. */
export type FeaturesRule<S extends Shape, Op extends string, Now = unknown> = S extends readonly [
  ...infer _,
  infer I,
]
  ? IsSymbol<I, Now> extends true
    ? ShapeError<`${Op}: the size of the last axis must be a number in the spec`, I, S>
    : S
  : S extends readonly []
    ? ShapeError<`${Op}: there is no axis for the features`, S, Op>
    : S;

/** The shape with another size of the last axis. */
export type WithLast<S extends Shape, O> = S extends readonly [...infer Lead, infer _] ? [...Lead, O] : Shape;

/** The shape, if a layer keeps it. */
export type KeptRule<S extends Shape, O extends Shape, Op extends string, Now = unknown> =
  MergeShapes<S, O, Now> extends Shape ? S : ShapeError<`${Op}: the layer changes the shape`, S, O>;
