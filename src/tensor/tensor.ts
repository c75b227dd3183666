import type { Cell, Exact, Shape } from '../shape-types/dim.ts';
import type { Application } from './application.ts';
import type { Aval } from './aval.ts';
import type { DType } from './dtype.ts';

declare const cells: unique symbol;

/** The run-time sizes of a shape: literals as they are, symbols and unknown dimensions as `number`. */
export type Sizes<S extends Shape> = { readonly [K in keyof S]: S[K] extends number ? S[K] : number };

/**
 * A tensor: an immutable *description* of numbers, not the numbers. It names the primitive that makes it
 * and that primitive's inputs; nothing is computed until a program is compiled and run.
 *
 * `S` is the shape as a tuple of dimensions, `D` the element type.
 *
 * @example
 * ```ts
 * import { add, type Tensor } from 'thwc';
 * const double = <B extends Dim>(x: Tensor<[B, 3]>): Tensor<[B, 3]> => add(x, x);
 * ```
 */
export interface Tensor<S extends Shape = Shape, D extends DType = 'f32'> {
  readonly shape: Sizes<S>;
  readonly dtype: D;
  /** The application of a primitive that makes this tensor … */
  readonly source: Application;
  /** … and which of its outputs this is. */
  readonly output: number;
  /** Exists in types only: makes known dimensions and the dtype invariant (see {@link Cell}). */
  readonly [cells]: {
    readonly dims: { readonly [K in keyof S]: Cell<S[K]> };
    readonly dtype: DType extends D ? unknown : Exact<D>;
  };
}

/** A tensor of any shape and dtype. */
export type AnyTensor = Tensor<Shape, DType>;

/** The one place where a tensor comes into being: the phantom `cells` exist in types only, hence the cast. */
export const makeTensor = (source: Application, output: number): AnyTensor => {
  const { shape, dtype } = outputOf(source, output);
  return Object.freeze({ shape, dtype, source, output }) as AnyTensor;
};

const outputOf = (source: Application, output: number): Aval => {
  const aval = source.outputs[output];
  if (aval === undefined) throw new RangeError(`${source.primitive} has no output ${output}`);
  return aval;
};
