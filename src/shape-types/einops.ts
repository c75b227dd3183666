import type { EllipsisOf, SizeOf } from './axis-names.ts';
import type { Shape } from './dim.ts';
import type { MultiplyDims, ProductDims } from './dim-arithmetic.ts';
import type { BindSide } from './einops-bind.ts';
import type { NamesOf, ParseEinops, Repeated, Side } from './einops-pattern.ts';
import type { ShapeError } from './error.ts';
import type { NoOptions } from './options.ts';

/** Sizes that a pattern can not know: `{ h: 14 }` to split `(h w)`. */
export type AxisSizes = { readonly [name: string]: number };

/**
 * Splits, merges and reorders axes by name.
 *
 * @example `RearrangeShape<'t (h w) c -> (t c) h w', [4, 196, 3], { h: 14 }>` is `[12, 14, 14]`
 */
export type RearrangeShape<
  Pattern extends string,
  S extends Shape,
  Sizes = NoOptions,
  Now = unknown,
> = Einops<Pattern, S, Sizes, 'rearrange', Now>;

/** As {@link RearrangeShape}; axes that are only on the left are reduced. */
export type ReduceShape<Pattern extends string, S extends Shape, Sizes = NoOptions, Now = unknown> = Einops<
  Pattern,
  S,
  Sizes,
  'reduce',
  Now
>;

/** As {@link RearrangeShape}; axes that are only on the right are new and take their size from `Sizes`. */
export type RepeatShape<Pattern extends string, S extends Shape, Sizes = NoOptions, Now = unknown> = Einops<
  Pattern,
  S,
  Sizes,
  'repeat',
  Now
>;

type Einops<Pattern extends string, S extends Shape, Sizes, Op extends string, Now> = string extends Pattern
  ? Shape
  : ParseEinops<Pattern> extends [infer Left extends Side, infer Right extends Side]
    ? Misnamed<NamesOf<Left>, NamesOf<Right>, Op, Sizes> extends [infer Message extends string, infer Name]
      ? ShapeError<`${Op}: ${Message}`, Name, S>
      : BindSide<Left, S, Sizes, Op, Now> extends infer Names
        ? Names extends ShapeError<string>
          ? Names
          : Names extends Shape
            ? Shape
            : Compose<Right, Op extends 'repeat' ? Names & Sizes : Names, Now>
        : never
    : ShapeError<`${Op}: the pattern has no ->`, Pattern, S>;

/** What is wrong with the names, whatever the shape: found once for each pattern. */
type Misnamed<Left extends readonly string[], Right extends readonly string[], Op, Sizes> = [
  Extract<Left[number] | Right[number], `${number}`>,
] extends [never]
  ? Mismatched<Left, Right, Op, Sizes>
  : ['an axis is a number other than 1', Extract<Left[number] | Right[number], `${number}`>];

type Mismatched<Left extends readonly string[], Right extends readonly string[], Op, Sizes> = [
  Repeated<Left>,
] extends [never]
  ? [Repeated<Right>] extends [never]
    ? [Exclude<Op extends 'reduce' ? never : Left[number], Right[number]>] extends [never]
      ? [Exclude<Right[number], Left[number] | (Op extends 'repeat' ? keyof Sizes : never)>] extends [never]
        ? [Exclude<keyof Sizes, Left[number] | Right[number]>] extends [never]
          ? 'fine'
          : [
              'a size is given for an axis that is not in the pattern',
              Exclude<keyof Sizes, Left[number] | Right[number]>,
            ]
        : ['an axis is only on the right', Exclude<Right[number], Left[number]>]
      : ['an axis is only on the left', Exclude<Left[number], Right[number]>]
    : ['an axis is repeated', Repeated<Right>]
  : ['an axis is repeated', Repeated<Left>];

/** The right side. */
type Compose<Right extends Side, Names, Now, Out extends Shape = []> = Right extends readonly [
  infer Axis,
  ...infer More extends Side,
]
  ? Compose<
      More,
      Names,
      Now,
      Axis extends '...'
        ? [...Out, ...EllipsisOf<Names>]
        : Axis extends '1'
          ? [...Out, 1]
          : Axis extends readonly string[]
            ? [...Out, Merge<Axis, Names, Now>]
            : [...Out, SizeOf<Names, Axis>]
    >
  : Out;

type Merge<Group extends readonly string[], Names, Now, Out = 1> = Group extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? Merge<
      Rest,
      Names,
      Now,
      MultiplyDims<
        Out,
        Name extends '1' ? 1 : Name extends '...' ? ProductDims<EllipsisOf<Names>, Now> : SizeOf<Names, Name>,
        Now
      >
    >
  : Out;
