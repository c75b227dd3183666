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
  readonly exact: (dim: D) => D;
}

/**
 * What a dimension contributes to the identity of a tensor type. Unknown dimensions accept every size; known
 * ones only themselves. Because the box is invariant, inference can not merge 3 and 4 into the dimension `3 | 4`.
 */
export type Cell<D> = number extends D ? unknown : Exact<D>;

/** True when the dimensions may be equal: they are identical, or one of them is unknown. */
export type SameDim<A, B> = Exact<A> extends Exact<B> ? true : number extends A ? true : number extends B ? true : false;
