/**
 * The types of ops on two tensors that broadcast, or on a tensor and a number.
 *
 * Operands are inferred whole (`A` is `Tensor<[2, 3]>` or a number), not by shape and dtype: for a number those would be
 * inferred from the place where the result goes, and `const y: Tensor<[5, 3]> = add(1, zeros([3]))` would compile.
 * Both parameters of `Tensor` are always inferred, `_` or not: that is decided where they are type parameters too.
 */
import type { BroadcastShape } from '../../shape-types/broadcast.ts';
import type { Same, Shape } from '../../shape-types/dim.ts';
import type { Check, ShapeError } from '../../shape-types/error.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/** The dtypes that can be calculated with. */
export type Numeric = 'f32' | 'i32';

/** A tensor, or a number that takes the other operand's dtype. */
export type Operand = AnyTensor | number;

/** Nothing when the op takes the dtype of a tensor, the error when it is known to be refused. */
export type Takes<X, Allowed extends DType, Op extends string> =
  X extends Tensor<infer _, infer D> ? Refuse<D, Exclude<DType, Allowed>, Op> : unknown;

/** Tells refused dtypes one by one: that is decided for a dtype that is a type parameter too. */
type Refuse<D, Refused extends DType, Op extends string, Now = unknown> =
  | ('f32' extends Refused ? RefuseOne<D, 'f32', Op, Now> : never)
  | ('i32' extends Refused ? RefuseOne<D, 'i32', Op, Now> : never)
  | ('bool' extends Refused ? RefuseOne<D, 'bool', Op, Now> : never) extends infer E
  ? [E] extends [never]
    ? unknown
    : E
  : never;

type RefuseOne<D, Refused, Op extends string, Now> =
  Same<D, Refused, Now> extends true ? ShapeError<`${Op}: does not take this dtype`, D> : never;

/** Nothing when two operands have one dtype and broadcast, the error when they do not. */
export type Fit<A, B, Op extends string> =
  A extends Tensor<infer SA, infer DA>
    ? B extends Tensor<infer SB, infer DB>
      ? FitDTypes<DA, DB, Op> & FitShapes<SA, SB, Op>
      : unknown
    : unknown;

/** Nothing when two dtypes are the same. */
export type FitDTypes<D, E, Op extends string, Now = unknown> =
  Same<D, E, Now> extends true
    ? unknown
    : Same<D, DType, Now> extends true
      ? unknown
      : Same<E, DType, Now> extends true
        ? unknown
        : ShapeError<`${Op}: dtypes differ`, D, E>;

/** Nothing when two shapes broadcast. Equal ones are told first: that is decided for type parameters too. */
export type FitShapes<A extends Shape, B extends Shape, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true ? unknown : Check<BroadcastShape<A, B, Op, Now>>;

/** What an op on two operands gives, in the dtype of the operands. */
export type Combined<A, B> =
  A extends Tensor<infer SA, infer DA>
    ? B extends Tensor<infer SB, infer _>
      ? Broadcast<SA, SB, DA>
      : Tensor<SA, DA>
    : B extends Tensor<infer SB, infer DB>
      ? Tensor<SB, DB>
      : Tensor<[]>;

/** What an op on two operands gives, as a mask. */
export type Compared<A, B> =
  Combined<A, B> extends Tensor<infer S, infer _> ? Tensor<S, 'bool'> : Combined<A, B>;

/** The tensor of the shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape, D extends DType, Now = unknown> =
  Same<A, B, Now> extends true ? Tensor<A, D> : Result<BroadcastShape<A, B, 'broadcast', Now>, D>;
