import type { Cell, Exact, Shape } from '../shape-types/dim.ts';
import type { DType, TypedArrayOf } from './dtype.ts';
import type { Sizes } from './tensor.ts';

declare const cells: unique symbol;

/**
 * Materialised numbers with their shape in the type: what programs take and give.
 * `data` holds the elements in row-major order.
 */
export interface Value<S extends Shape = Shape, D extends DType = 'f32'> {
  readonly shape: Sizes<S>;
  readonly dtype: D;
  readonly data: TypedArrayOf<D>;
  /** Exists in types only, as in `Tensor`. */
  readonly [cells]: {
    readonly dims: { readonly [K in keyof S]: Cell<S[K]> };
    readonly dtype: DType extends D ? unknown : Exact<D>;
  };
}

/** A value of any shape and dtype. */
export type AnyValue = Value<Shape, DType>;
