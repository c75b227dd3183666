/**
 * What patterns of named axes share: text to names, and the sizes that names are bound to.
 */
import type { IsUnknown, SameDim, Shape } from './dim.ts';

/** The words of a text, whatever spaces are around them. */
export type Words<Text extends string, Out extends readonly string[] = []> = Text extends ` ${infer Rest}`
  ? Words<Rest, Out>
  : Text extends ''
    ? Out
    : Text extends `${infer Word} ${infer Rest}`
      ? Words<Rest, [...Out, Word]>
      : [...Out, Text];

/** A text without the spaces around it. */
export type Trim<Text extends string> = Text extends ` ${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest} `
    ? Trim<Rest>
    : Text;

/** Names and their sizes: an intersection of one-property objects, which grows without copying. */
export type NoNames = unknown;

/**
 * Binds a name to a size; where the name has a size, the two must agree and the one that says more is kept.
 * A disagreement is a list: `[the name and its size, the name and the other size]`.
 */
export type BindName<Names, Name extends string, D, Now> = Name extends keyof Names
  ? SameDim<Names[Name], D, Now> extends true
    ? IsUnknown<Names[Name], Now> extends true
      ? Rebind<Names, Name, D>
      : Names
    : [[Name, Names[Name]], [Name, D]]
  : Names & { readonly [K in Name]: D };

type Rebind<Names, Name, D> = { readonly [K in keyof Names]: K extends Name ? D : Names[K] };

/** The size of a name that is bound. */
export type SizeOf<Names, Name> = Name extends keyof Names ? Names[Name] : never;

/** What the ellipsis stands for. */
export type EllipsisOf<Names> = '...' extends keyof Names
  ? Names['...'] extends infer Dims extends Shape
    ? Dims
    : []
  : [];
