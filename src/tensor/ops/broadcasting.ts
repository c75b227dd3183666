/**
 * The types of ops on two tensors that broadcast, or on a tensor and a number.
 */
import type { BroadcastShape } from '../../shape-types/broadcast.ts';
import type { Same, Shape } from '../../shape-types/dim.ts';
import type { Check, ShapeError } from '../../shape-types/error.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';

/** The dtypes that can be calculated with. */
export type Numeric = 'f32' | 'i32';

/** A tensor, or a number: its shape is then inferred to be `[]`, and it takes the other operand's dtype. */
export type Operand<S extends Shape, D extends DType> = Tensor<S, D> | number;

/** The right operand of an op whose left one has shape `A` and dtype `D`. */
export type Right<A extends Shape, B extends Shape, D extends DType, E extends DType, Op extends string> =
  | (Tensor<B, E> & Fit<A, B, Op> & FitDTypes<D, E, Op>)
  | number;

/**
 * Nothing when the shapes broadcast, the error when they do not. Equal shapes and numbers are told first: that is most of
 * what is written, and it is decided for shapes that are type parameters too. (A first test of one parameter against
 * another waits in the signatures that use it until both are known; for `Now` see `Same`.)
 */
export type Fit<A extends Shape, B extends Shape, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true
    ? unknown
    : Same<B, [], Now> extends true
      ? unknown
      : Same<A, [], Now> extends true
        ? unknown
        : Check<BroadcastShape<A, B, Op, Now>>;

/** The tensor of the shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape, D extends DType = 'f32', Now = unknown> =
  Same<A, B, Now> extends true
    ? Tensor<A, D>
    : Same<B, [], Now> extends true
      ? Tensor<A, D>
      : Same<A, [], Now> extends true
        ? Tensor<B, D>
        : Result<BroadcastShape<A, B, 'broadcast', Now>, D>;

/** Nothing when two dtypes are equal, or one is that of a number (`never`). */
export type FitDTypes<D, E, Op extends string, Now = unknown> =
  Same<D, E, Now> extends true
    ? unknown
    : Same<D, never, Now> extends true
      ? unknown
      : Same<E, never, Now> extends true
        ? unknown
        : ShapeError<`${Op}: dtypes differ`, D, E>;

/** Of two dtypes that fit, the one that is not a number's; f32 for two numbers. */
export type Common<D extends DType, E extends DType, Now = unknown> =
  Same<D, E, Now> extends true
    ? Same<D, never, Now> extends true
      ? 'f32'
      : D
    : Same<D, never, Now> extends true
      ? E
      : D;
