import type { DivMod } from './arithmetic/divide.ts';
import type { Multiply } from './arithmetic/multiply.ts';
import type { IsSize, IsUnknown, Same, Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * The same elements under another shape. One `-1` in the target stands for whatever is left; symbols must appear on both
 * sides or be what is left. With an unknown size on either side the count is checked at run time.
 *
 * @example `ReshapeShape<['batch', 14, 14, 64], ['batch', -1, 64]>` is `['batch', 196, 64]`
 */
export type ReshapeShape<S extends Shape, Target extends Shape> =
  number extends Target['length'] ? Shape
  : number extends S['length'] ? Filled<Target, number>
  : Read<Target> extends infer T extends Count
    ? T['holes'] extends readonly [] ? (Balance<Read<S>, T> extends infer B ? (B extends Left ? Whole<B, S, Target> : [...Target]) : never)
    : T['holes'] extends readonly [-1] ? (Balance<Read<S>, T> extends infer B ? (B extends Left ? Hole<B, S, Target> : Filled<Target, number>) : never)
    : ShapeError<'reshape: only one dimension can be -1', Target, S>
  : never;

/** A shape sorted into the product of its sizes, its symbols, and its holes (`-1`). */
interface Count {
  readonly size: number;
  readonly symbols: Shape;
  readonly holes: Shape;
}

/** The count, or `'unknown'` when a size is. */
type Read<S, Size extends number = 1, Symbols extends Shape = [], Holes extends Shape = []> =
  S extends readonly [infer D, ...infer Rest]
    ? IsSize<D> extends true
      ? Same<D, -1> extends true ? Read<Rest, Size, Symbols, [...Holes, -1]> : Read<Rest, Multiply<Size, D & number>, Symbols, Holes>
    : IsUnknown<D> extends true ? Read<Rest, Size, ['?', ...Symbols], Holes>
    : Read<Rest, Size, [...Symbols, D], Holes>
  : { readonly size: Size; readonly symbols: Symbols; readonly holes: Holes };

/** What the source has and what the target asks for, once equal symbols are cancelled. */
interface Left {
  readonly have: number;
  readonly want: number;
  readonly extra: Shape;
}

/** Cancels the symbols; `'unknown'` when run time has to decide. */
type Balance<S extends Count, T extends Count> =
  S['symbols'] extends readonly ['?', ...unknown[]] ? 'unknown'
  : T['symbols'] extends readonly ['?', ...unknown[]] ? 'unknown'
  : Cancel<S['symbols'], T['symbols']> extends infer Extra
    ? Extra extends Shape ? { readonly have: S['size']; readonly want: T['size']; readonly extra: Extra } : { readonly have: 0; readonly want: 1; readonly extra: [] }
    : never;

/** The symbols of `From` that are not in `Symbols`; `'missing'` when one of `Symbols` is not in `From`. */
type Cancel<From extends Shape, Symbols extends Shape> =
  Symbols extends readonly [infer D, ...infer Rest]
    ? Without<From, D> extends infer Less extends Shape ? Cancel<Less, Rest> : 'missing'
    : From;

type Without<From extends Shape, D, Passed extends Shape = []> =
  From extends readonly [infer Head, ...infer Rest]
    ? Same<Head, D> extends true ? [...Passed, ...Rest] : Without<Rest, D, [...Passed, Head]>
    : 'missing';

/** No hole: the counts must be equal. */
type Whole<L extends Left, S, Target extends Shape> =
  L['extra'] extends readonly []
    ? L['have'] extends L['want'] ? [...Target] : Differ<S, Target>
    : Differ<S, Target>;

/** One hole: it is filled with what the division leaves. */
type Hole<L extends Left, S, Target extends Shape> =
  DivMod<L['have'], L['want']> extends [infer Quotient, infer Rest]
    ? Rest extends 0
      ? L['extra'] extends readonly [] ? Filled<Target, Quotient>
        : L['extra'] extends readonly [infer D] ? Filled<Target, Quotient extends 1 ? D : number>
        : Filled<Target, number>
      : L['extra'] extends readonly [] ? ShapeError<'reshape: the count is not divisible by the other dimensions', S, Target> : Filled<Target, number>
    : never;

type Filled<Target extends Shape, D, Out extends Shape = []> =
  Target extends readonly [infer Head, ...infer Rest] ? Filled<Rest, D, [...Out, Same<Head, -1> extends true ? D : Head]> : Out;

type Differ<S, Target> = ShapeError<'reshape: element counts differ', S, Target>;
