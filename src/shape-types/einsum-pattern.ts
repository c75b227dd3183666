/**
 * The text of an einsum: `'bij,bjk->bik'`, where every letter is an axis, or `'batch i j, batch j k -> batch i k'`, where
 * axes are words; the second kind is told by a space between two axes of one operand.
 */
import type { Trim, Words } from './axis-names.ts';

/** `[inputs, output]` as lists of names; `'no arrow'` when the pattern has none. */
export type ParseEinsum<Pattern extends string> = Pattern extends `${infer Inputs}->${infer Output}`
  ? Tokens<Trimmed<Inputs>, Trim<Output>>
  : 'no arrow';

type Trimmed<
  Text extends string,
  Out extends readonly string[] = [],
> = Text extends `${infer Operand},${infer Rest}`
  ? Trimmed<Rest, [...Out, Trim<Operand>]>
  : [...Out, Trim<Text>];

type Tokens<Inputs extends readonly string[], Output extends string> = [...Inputs, Output][number] &
  `${string} ${string}` extends never
  ? [{ [I in keyof Inputs]: Letters<Inputs[I]> }, Letters<Output>]
  : [{ [I in keyof Inputs]: Words<Inputs[I]> }, Words<Output>];

type Letters<Text extends string, Out extends readonly string[] = []> = Text extends `...${infer Rest}`
  ? Letters<Rest, [...Out, '...']>
  : Text extends `${infer Letter}${infer Rest}`
    ? Letters<Rest, [...Out, Letter]>
    : Out;
