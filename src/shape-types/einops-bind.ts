import type { BindName, NoNames } from './axis-names.ts';
import type { SameDim, Shape } from './dim.ts';
import type { DivideDims, MultiplyDims } from './dim-arithmetic.ts';
import type { Side } from './einops-pattern.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';

/**
 * The sizes of the names on the left of a pattern; a `Shape` when the rank is unknown. Axes are taken from the front, and
 * after an ellipsis from the back.
 */
export type BindSide<
  Pattern extends Side,
  S extends Shape,
  Sizes,
  Op extends string,
  Now,
  Names = NoNames,
  All = Pattern,
  Whole = S,
> = Pattern extends readonly ['...', ...infer After extends Side]
  ? BindBack<After, S, Sizes, Op, Names, All, Whole, Now>
  : Pattern extends readonly [infer Axis, ...infer More extends Side]
    ? S extends readonly [infer D, ...infer Rest]
      ? BindAxis<Axis, D, Sizes, Op, Names, Now> extends infer Bound
        ? Bound extends ShapeError<string>
          ? Bound
          : BindSide<More, Rest, Sizes, Op, Now, Bound, All, Whole>
        : never
      : UnlessRankUnknown<S, RankDiffers<Op, All, Whole>>
    : S extends readonly []
      ? Names
      : UnlessRankUnknown<S, RankDiffers<Op, All, Whole>>;

type BindBack<
  Pattern extends Side,
  S extends Shape,
  Sizes,
  Op extends string,
  Names,
  All,
  Whole,
  Now,
> = Pattern extends readonly [...infer More extends Side, infer Axis]
  ? S extends readonly [...infer Rest, infer D]
    ? BindAxis<Axis, D, Sizes, Op, Names, Now> extends infer Bound
      ? Bound extends ShapeError<string>
        ? Bound
        : BindBack<More, Rest, Sizes, Op, Bound, All, Whole, Now>
      : never
    : UnlessRankUnknown<S, RankDiffers<Op, All, Whole>>
  : number extends S['length']
    ? Shape
    : Names & { readonly '...': S };

type RankDiffers<Op extends string, All, Whole> = ShapeError<
  `${Op}: the pattern has another number of axes`,
  All,
  Whole
>;

type BindAxis<Axis, D, Sizes, Op extends string, Names, Now> = Axis extends '1'
  ? BindGroup<[], D, Sizes, Op, Names, Now>
  : Axis extends string
    ? Axis extends keyof Sizes
      ? SameDim<D, Sizes[Axis], Now> extends true
        ? BindName<Names, Axis, D, Now>
        : ShapeError<`${Op}: an axis has two sizes`, [Axis, D], [Axis, Sizes[Axis]]>
      : BindName<Names, Axis, D, Now>
    : Axis extends readonly string[]
      ? BindGroup<Axis, D, Sizes, Op, Names, Now>
      : never;

/** A composite axis: names with given sizes are divided out; at most one name may be left, and gets what remains. */
type BindGroup<
  Group extends readonly string[],
  D,
  Sizes,
  Op extends string,
  Names,
  Now,
  Known = 1,
  Open extends string = never,
  All = Group,
> = Group extends readonly [infer Name extends string, ...infer Rest extends readonly string[]]
  ? Name extends '1'
    ? BindGroup<Rest, D, Sizes, Op, Names, Now, Known, Open, All>
    : Name extends keyof Sizes
      ? BindGroup<
          Rest,
          D,
          Sizes,
          Op,
          BindName<Names, Name, Sizes[Name], Now>,
          Now,
          MultiplyDims<Known, Sizes[Name], Now>,
          Open,
          All
        >
      : [Open] extends [never]
        ? BindGroup<Rest, D, Sizes, Op, Names, Now, Known, Name, All>
        : ShapeError<`${Op}: sizes of a composite axis are missing`, Open | Name, D>
  : [Open] extends [never]
    ? SameDim<D, Known, Now> extends true
      ? Names
      : ShapeError<`${Op}: the composite axis has another size`, D, Known>
    : DivideDims<D, Known, Now> extends [infer Size]
      ? BindName<Names, Open, Size, Now>
      : ShapeError<`${Op}: the composite axis is not divisible`, D, Known>;
