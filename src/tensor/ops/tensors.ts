/**
 * Lists of tensors, as arguments and as results.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { ShapeError } from '../../shape-types/error.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/** Tensors of one dtype, by their shapes. */
export type Tensors<Shapes extends readonly Shape[], D extends DType = 'f32'> = {
  readonly [I in keyof Shapes]: Tensor<Shapes[I], D>;
};

/** The shapes of a list of tensors. */
export type ShapesOf<L extends readonly AnyTensor[]> = {
  -readonly [I in keyof L]: L[I] extends Tensor<infer S, infer _> ? S : never;
};

/** The dtype of a list of tensors: that of the first. */
export type DTypeOf<L extends readonly AnyTensor[]> = L extends readonly [
  infer First extends AnyTensor,
  ...unknown[],
]
  ? First['dtype']
  : L[number]['dtype'];

/** Nothing when all dtypes are that of the first. */
export type OneDType<L extends readonly AnyTensor[], Op extends string> = [L[number]['dtype']] extends [
  DTypeOf<L>,
]
  ? unknown
  : ShapeError<`${Op}: dtypes differ`, DTypeOf<L>, Exclude<L[number]['dtype'], DTypeOf<L>>>;

/** The tensors of a list of shapes. */
export type Results<R, D extends DType> =
  // biome-ignore lint/suspicious/noExplicitAny: after an error everything is accepted, see `Result`
  R extends ShapeError<string> ? any : { readonly [I in keyof R]: Result<R[I], D> };
