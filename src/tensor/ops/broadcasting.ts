/**
 * The types of ops on two tensors that broadcast, or on a tensor and a number.
 */
import type { BroadcastShape } from '../../shape-types/broadcast.ts';
import type { Same, Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';

/** The dtypes that can be calculated with. */
export type Numeric = 'f32' | 'i32';

/**
 * Nothing when the shapes broadcast, the error when they do not. Equal shapes, and numbers (whose shape is `[]`), are
 * told first: that is most of what is written, and it is decided for shapes that are type parameters too.
 */
export type Fit<A extends Shape, B extends Shape, Op extends string> =
  Same<A, B> extends true ? unknown
  : Same<B, []> extends true ? unknown
  : Same<A, []> extends true ? unknown
  : Check<BroadcastShape<A, B, Op>>;

/** The tensor of the shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape, D extends DType = 'f32'> =
  Same<A, B> extends true ? Tensor<A, D>
  : Same<B, []> extends true ? Tensor<A, D>
  : Same<A, []> extends true ? Tensor<B, D>
  : Result<BroadcastShape<A, B>, D>;

/** The right operand of an op: a tensor that fits the left one, or a number. */
export type Right<A extends Shape, B extends Shape, D extends DType, Op extends string> =
  | (Tensor<B, D> & Fit<A, B, Op>)
  | number;

/** The left operand: a tensor or a number, whose shape is then taken to be `[]`. */
export type Left<A extends Shape, D extends DType> = Tensor<A, D> | number;
