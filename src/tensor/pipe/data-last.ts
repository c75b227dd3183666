/** A function for `pipe`. Its real type is the interface in the signature in front. */
export type DataLast = (x: never) => unknown;

/**
 * An op that takes the piped tensor first, as a function of that tensor alone.
 *
 * This is the one place where arguments are handed on without their types (`Reflect.apply` gives `any`): the signatures of
 * both forms stand in front of the implementations, and a test compares every pair.
 */
export const dataLast =
  (op: (...args: never) => unknown, ...rest: readonly unknown[]): DataLast =>
  (x: unknown): unknown =>
    Reflect.apply(op, undefined, [x, ...rest]);
