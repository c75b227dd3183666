import type { Shape } from './dim.ts';

/**
 * Shape errors as types.
 *
 * A shape rule returns either the resulting shape or a `ShapeError`. The message is static and the two
 * shapes (or sizes) that disagree are type arguments, so nothing is concatenated when the rule succeeds.
 */
declare const shapeError: unique symbol;

/** What the compiler prints when shapes do not fit: the rule that was broken, and the two things that disagree. */
export interface ShapeError<Message extends string, Left = unknown, Right = unknown> {
  readonly [shapeError]: { readonly message: Message; readonly left: Left; readonly right: Right };
}

/**
 * Intersect a parameter's type with `Check<Rule>`: nothing when the rule holds, the branded error when it does not.
 *
 * The error is taken apart and built anew so that, where the rule is the default of a type parameter `R`, the compiler does
 * not infer `R` from the argument.
 */
export type Check<Result> =
  Result extends ShapeError<infer Message, infer Left, infer Right>
    ? ShapeError<Message, Left, Right>
    : unknown;

/** {@link Check} for a parameter that only one mistake is about: an axis that is out of range, say. */
export type CheckFor<Result, Message extends string> = Result extends ShapeError<Message> ? Result : unknown;

/** {@link Check} for the parameter that all other mistakes are about. */
export type CheckBut<Result, Message extends string> =
  Result extends ShapeError<string> ? (Result extends ShapeError<Message> ? unknown : Result) : unknown;

/**
 * Intersect an options parameter with it: the compiler does not look for misspelt properties where the type of the options
 * is inferred from them.
 */
export type OnlyKeys<Options, Allowed> = {
  readonly [K in Exclude<keyof Options, keyof Allowed>]: ShapeError<
    'there is no such option',
    K,
    keyof Allowed
  >;
};

/**
 * The last branch of a rule that found no pattern to match: a shape whose rank is unknown matches none, and that is no
 * mistake (its check is left to run time); a shape of known rank is.
 */
export type UnlessRankUnknown<S extends Shape, Otherwise> = number extends S['length'] ? Shape : Otherwise;
