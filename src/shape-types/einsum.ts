import type { BindName, EllipsisOf, NoNames } from './axis-names.ts';
import type { BroadcastShape } from './broadcast.ts';
import type { Shape } from './dim.ts';
import type { ParseEinsum } from './einsum-pattern.ts';
import type { ShapeError } from './error.ts';

/**
 * A sum of products over named axes; names that are not in the output are summed.
 *
 * @example `EinsumShape<'b i j, b j k -> b i k', [['b', 7, 512], ['b', 512, 64]]>` is `['b', 7, 64]`
 */
export type EinsumShape<
  Pattern extends string,
  Shapes extends readonly Shape[],
  Now = unknown,
> = string extends Pattern
  ? Shape
  : ParseEinsum<Pattern> extends [
        infer Inputs extends readonly (readonly string[])[],
        infer Output extends readonly string[],
      ]
    ? number extends Shapes['length']
      ? Shape
      : Inputs['length'] extends Shapes['length']
        ? BindAll<Inputs, Shapes, Now> extends infer Names
          ? Names extends Shape
            ? Names
            : Names extends ShapeError<string>
              ? Names
              : Pick<Output, Names, Output>
          : never
        : ShapeError<'einsum: the pattern has another number of operands', Inputs['length'], Shapes['length']>
    : ShapeError<'einsum: the pattern has no ->', Pattern, Shapes>;

/** The names and sizes of all operands; a `Shape` when a rank is unknown. */
type BindAll<
  Inputs extends readonly unknown[],
  Shapes extends readonly unknown[],
  Now,
  Names = NoNames,
> = Inputs extends readonly [infer Tokens extends readonly string[], ...infer MoreInputs]
  ? Shapes extends readonly [infer S extends Shape, ...infer MoreShapes]
    ? Bind<Tokens, S, Names, Tokens, S, Now> extends infer Bound
      ? Bound extends readonly [infer Left, infer Right]
        ? ShapeError<'einsum: an axis has two sizes', Left, Right>
        : Bound extends ShapeError<string>
          ? Bound
          : Bound extends Shape
            ? Shape
            : BindAll<MoreInputs, MoreShapes, Now, Bound>
      : never
    : never
  : Names;

/** Binds the axes of one operand from the front, and after an ellipsis from the back. */
type Bind<
  Tokens extends readonly string[],
  S extends Shape,
  Names,
  AllTokens,
  WholeS,
  Now,
> = Tokens extends readonly ['...', ...infer After extends readonly string[]]
  ? BindBack<After, S, Names, AllTokens, WholeS, Now>
  : Tokens extends readonly [infer Name extends string, ...infer More extends readonly string[]]
    ? S extends readonly [infer D, ...infer Rest]
      ? BindName<Names, Name, D, Now> extends infer Bound
        ? Bound extends readonly [unknown, unknown]
          ? Bound
          : Bind<More, Rest, Bound, AllTokens, WholeS, Now>
        : never
      : number extends S['length']
        ? Shape
        : RankDiffers<AllTokens, WholeS>
    : S extends readonly []
      ? Names
      : number extends S['length']
        ? Shape
        : RankDiffers<AllTokens, WholeS>;

type BindBack<
  Tokens extends readonly string[],
  S extends Shape,
  Names,
  AllTokens,
  WholeS,
  Now,
> = Tokens extends readonly [...infer More extends readonly string[], infer Name extends string]
  ? S extends readonly [...infer Rest, infer D]
    ? BindName<Names, Name, D, Now> extends infer Bound
      ? Bound extends readonly [unknown, unknown]
        ? Bound
        : BindBack<More, Rest, Bound, AllTokens, WholeS, Now>
      : never
    : number extends S['length']
      ? Shape
      : RankDiffers<AllTokens, WholeS>
  : number extends S['length']
    ? Shape
    : BroadcastShape<EllipsisOf<Names>, S, 'einsum', Now> extends infer Dims
      ? Dims extends Shape
        ? Omit<Names, '...'> & { readonly '...': Dims }
        : Dims
      : never;

type RankDiffers<Tokens, S> = ShapeError<'einsum: the operand has another number of axes', Tokens, S>;

/** The output. */
type Pick<
  Output extends readonly string[],
  Names,
  All,
  Seen = never,
  Out extends Shape = [],
> = Output extends readonly [infer Name, ...infer More extends readonly string[]]
  ? Name extends Seen
    ? ShapeError<'einsum: the output repeats an axis', Name, All>
    : Name extends keyof Names
      ? Pick<
          More,
          Names,
          All,
          Seen | Name,
          Name extends '...' ? [...Out, ...EllipsisOf<Names>] : [...Out, Names[Name]]
        >
      : Name extends '...'
        ? Pick<More, Names, All, Seen | Name, Out>
        : ShapeError<'einsum: no input has this axis of the output', Name, keyof Names>
  : Out;
