/**
 * Dimensions and shapes as types.
 *
 * A dimension is a number literal (`2048`), a symbol (`'batch'`: a size fixed at run time, equal only to
 * itself) or `number` (unknown: checked at run time only).
 */
export type Dim = number | string;

/**
 * A list of dimensions. The elements are `unknown` here so that a tuple over abstract dimensions
 * (`[B, T, 1024]` for type parameters `B` and `T`) still counts as a shape inside generic code.
 */
export type Shape = readonly unknown[];

/** Invariant box: two boxes relate only when their contents are identical. */
export interface Exact<in out D> {
  /** Takes and gives D: a box for it in both directions. */
  readonly exact: (dim: D) => D;
}

/**
 * What a dimension contributes to the identity of a tensor type. Unknown dimensions accept every size; known
 * ones only themselves. Because the box is invariant, inference can not merge 3 and 4 into the dimension `3 | 4`.
 */
export type Cell<D> = number extends D ? unknown : Exact<D>;

/**
 * True when the two are identical, and *decided at once* even if they hold type parameters. `B extends 1` waits until
 * `B` is known, and so does every test by assignability; the compiler compares the conditions of two unresolved
 * conditional types by identity instead. (The box `[A]` keeps the compiler from answering "maybe" for a bare `A`.)
 *
 * Decided at once would also mean decided where a rule is *declared*, over the parameters of the rule itself. So every
 * rule has a last parameter `Now` that it hands on to these tests: where the rule is declared, `Now` is a type parameter
 * and the test waits; where the rule is used, `Now` is its default, `unknown`, and vanishes from the intersection.
 */
export type Same<A, B, Now> =
  (<T>() => T extends [A] ? 1 : 2) & Now extends <T>() => T extends [B] ? 1 : 2 ? true : false;

/** True for `number`: a size that only the run-time check knows. */
export type IsUnknown<D, Now> = Same<D, number, Now>;

/** True for one number literal; false for symbols, unknown sizes, unions and type parameters. */
export type IsSize<D, Now> =
  (<T>() => T extends [[D]] ? 1 : 2) & Now extends <T>() => T extends [SizeBox<D>] ? 1 : 2 ? true : false;

type SizeBox<D> = number extends D ? [] : D extends number ? [D] : [];

/** True when the dimensions may be equal: they are identical, or one of them is unknown. */
export type SameDim<A, B, Now> =
  Same<A, B, Now> extends true ? true : IsUnknown<A, Now> extends true ? true : IsUnknown<B, Now>;

/** Of two dimensions that may be equal, the one that says more. */
export type MergeDims<A, B, Now> = IsUnknown<A, Now> extends true ? B : A;
