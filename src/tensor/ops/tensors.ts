/**
 * Lists of tensors, as arguments and as results.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { ShapeError } from '../../shape-types/error.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';

/** Tensors of one dtype, by their shapes. */
export type Tensors<Shapes extends readonly Shape[], D extends DType = 'f32'> = {
  readonly [I in keyof Shapes]: Tensor<Shapes[I], D>;
};

/** The tensors of a list of shapes. */
export type Results<R, D extends DType> =
  // biome-ignore lint/suspicious/noExplicitAny: after an error everything is accepted, see `Result`
  R extends ShapeError<string> ? any : { readonly [I in keyof R]: Result<R[I], D> };
