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

/** Intersect a parameter's type with `Check<Rule>`: nothing when the rule holds, the branded error when it does not. */
export type Check<Result> = Result extends ShapeError<string> ? Result : unknown;

/**
 * The last branch of a rule that found no pattern to match: a shape whose rank is unknown matches none, and that is no
 * mistake (its check is left to run time); a shape of known rank is.
 */
export type UnlessRankUnknown<S extends Shape, Otherwise> = number extends S['length'] ? Shape : Otherwise;
