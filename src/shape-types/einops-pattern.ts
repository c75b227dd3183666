/**
 * The text of an einops pattern: `'t h w c -> t (h w) c'`. Axes are words; parentheses make one axis of several; `1` (or
 * `()`) is an axis of size 1; `...` is any number of axes.
 */
import type { Words } from './axis-names.ts';

/** One side: names, and lists of names for composite axes. */
export type Side = readonly (string | readonly string[])[];

/** `[left, right]`, or what is wrong with the text. */
export type ParseEinops<Pattern extends string> = Pattern extends `${infer Left}->${infer Right}`
  ? [ParseSide<Left>, ParseSide<Right>]
  : 'no arrow';

type ParseSide<
  Text extends string,
  Out extends Side = [],
> = Text extends `${infer Plain}(${infer Group})${infer Rest}`
  ? ParseSide<Rest, [...Out, ...Words<Plain>, Words<Group>]>
  : [...Out, ...Words<Text>];

/** All names of a side, in a row. */
export type NamesOf<Pattern extends Side, Out extends readonly string[] = []> = Pattern extends readonly [
  infer Axis,
  ...infer Rest extends Side,
]
  ? NamesOf<
      Rest,
      Axis extends readonly string[]
        ? [...Out, ...WithoutOnes<Axis>]
        : [...Out, ...WithoutOnes<[Axis & string]>]
    >
  : Out;

type WithoutOnes<
  Names extends readonly string[],
  Out extends readonly string[] = [],
> = Names extends readonly [infer Name extends string, ...infer Rest extends readonly string[]]
  ? WithoutOnes<Rest, Name extends '1' ? Out : [...Out, Name]>
  : Out;

/** The first name that occurs twice; never when all differ. */
export type Repeated<Names extends readonly string[], Seen = never> = Names extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? Name extends Seen
    ? Name
    : Repeated<Rest, Seen | Name>
  : never;
