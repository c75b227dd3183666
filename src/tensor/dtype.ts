/** Element types: 32-bit floats for numbers, 32-bit integers for indices, booleans for masks. */
export type DType = 'f32' | 'i32' | 'bool';

/** Bytes that an element takes. */
export const bytesPerElement: { readonly [D in DType]: number } = { f32: 4, i32: 4, bool: 1 };

/** The typed array that holds the elements of each dtype. A `bool` is one byte, 0 or 1. */
export interface TypedArrays {
  readonly f32: Float32Array;
  readonly i32: Int32Array;
  readonly bool: Uint8Array;
}

/** The typed array for elements of a dtype. */
export type TypedArrayOf<D extends DType> = TypedArrays[D];
