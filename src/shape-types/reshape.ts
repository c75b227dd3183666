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
export type ReshapeShape<
  S extends Shape,
  Target extends Shape,
  Now = unknown,
> = number extends Target['length']
  ? Shape
  : number extends S['length']
    ? Filled<Target, number, Now>
    : Read<Target, Now> extends infer T extends Count
      ? T['holes'] extends readonly [unknown, unknown, ...unknown[]]
        ? ShapeError<'reshape: only one dimension can be -1', Target, S>
        : Solve<Balance<Read<S, Now>, T, Now>, T['holes'], S, Target, Now>
      : never;

type Solve<B, Holes, S, Target extends Shape, Now> = B extends Left
  ? Holes extends readonly []
    ? Whole<B, S, Target>
    : Hole<B, S, Target, Now>
  : B extends 'unknown'
    ? Filled<Target, number, Now>
    : Differ<S, Target>;

/** A shape sorted into the product of its sizes, its symbols, and its holes (`-1`); `known` unless a size is not. */
interface Count {
  readonly known: boolean;
  readonly size: number;
  readonly symbols: Shape;
  readonly holes: Shape;
}

type Read<
  S,
  Now,
  Size extends number = 1,
  Symbols extends Shape = [],
  Holes extends Shape = [],
  Known = true,
> = S extends readonly [infer D, ...infer Rest]
  ? IsSize<D, Now> extends true
    ? D extends -1
      ? Read<Rest, Now, Size, Symbols, [...Holes, -1], Known>
      : Read<Rest, Now, Multiply<Size, D & number>, Symbols, Holes, Known>
    : IsUnknown<D, Now> extends true
      ? Read<Rest, Now, Size, Symbols, Holes, false>
      : Read<Rest, Now, Size, [...Symbols, D], Holes, Known>
  : { readonly known: Known; readonly size: Size; readonly symbols: Symbols; readonly holes: Holes };

/** What the source has and what the target asks for, once equal symbols are cancelled. */
interface Left {
  readonly have: number;
  readonly want: number;
  readonly extra: Shape;
}

/** Cancels the symbols; `'unknown'` when run time has to decide. */
type Balance<S extends Count, T extends Count, Now> = S['known'] | T['known'] extends true
  ? Cancel<S['symbols'], T['symbols'], Now> extends infer Extra extends Shape
    ? { readonly have: S['size']; readonly want: T['size']; readonly extra: Extra }
    : T['holes'] extends readonly []
      ? 'differ'
      : 'unknown'
  : 'unknown';

/** The symbols of `From` that are not in `Symbols`; `'missing'` when one of `Symbols` is not in `From`. */
type Cancel<From extends Shape, Symbols extends Shape, Now> = Symbols extends readonly [
  infer D,
  ...infer Rest,
]
  ? Without<From, D, Now> extends infer Less extends Shape
    ? Cancel<Less, Rest, Now>
    : 'missing'
  : From;

type Without<From extends Shape, D, Now, Passed extends Shape = []> = From extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Same<Head, D, Now> extends true
    ? [...Passed, ...Rest]
    : Without<Rest, D, Now, [...Passed, Head]>
  : 'missing';

/** No hole: the counts must be equal. */
type Whole<L extends Left, S, Target extends Shape> = L['extra'] extends readonly []
  ? L['have'] extends L['want']
    ? [...Target]
    : Differ<S, Target>
  : Differ<S, Target>;

/** One hole: it is filled with what the division leaves. */
type Hole<L extends Left, S, Target extends Shape, Now> =
  DivMod<L['have'], L['want']> extends [infer Quotient, infer Rest]
    ? Rest extends 0
      ? L['extra'] extends readonly []
        ? Filled<Target, Quotient, Now>
        : L['extra'] extends readonly [infer D]
          ? Filled<Target, Quotient extends 1 ? D : number, Now>
          : Filled<Target, number, Now>
      : L['extra'] extends readonly []
        ? ShapeError<'reshape: the count is not divisible by the other dimensions', S, Target>
        : Filled<Target, number, Now>
    : never;

type Filled<Target extends Shape, D, Now, Out extends Shape = []> = Target extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Filled<Rest, D, Now, [...Out, Same<Head, -1, Now> extends true ? D : Head]>
  : Out;

type Differ<S, Target> = ShapeError<'reshape: element counts differ', S, Target>;
