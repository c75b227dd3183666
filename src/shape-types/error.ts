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
