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
import type { Application } from '../application.ts';
import type { DType } from '../dtype.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';

/** The dtypes that can be calculated with. */
export type Numeric = 'f32' | 'i32';

/** A tensor of a dtype, whatever its shape; `AnyTensor['dtype']` is not settled enough for arithmetic. */
export interface OfDType<D extends DType> {
  readonly dtype: D;
  readonly source: Application;
  readonly output: number;
}

/** A tensor, or a number that takes the other operand's dtype. */
export type Operand<D extends DType = DType> = OfDType<D> | number;

/** Nothing when two operands have one dtype and broadcast, the error when they do not. */
export type Fit<A, B, Op extends string> =
  A extends Tensor<infer SA, infer DA>
    ? B extends Tensor<infer SB, infer DB>
      ? FitDTypes<DA, DB, Op> & FitShapes<SA, SB, Op>
      : unknown
    : unknown;

/** Nothing when two dtypes are the same, or one is not known. */
export type FitDTypes<D, E, Op extends string, Now = unknown> =
  Same<D, E, Now> extends true
    ? unknown
    : Same<D, DType, Now> extends true
      ? unknown
      : Same<E, DType, Now> extends true
        ? unknown
        : Same<D, Numeric, Now> extends true
          ? unknown
          : Same<E, Numeric, Now> extends true
            ? unknown
            : ShapeError<`${Op}: dtypes differ`, D, E>;

/**
 * Nothing when two shapes broadcast. Equal ones, and those of single numbers, are told first: that is decided for type
 * parameters too.
 */
export type FitShapes<A extends Shape, B extends Shape, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true
    ? unknown
    : Same<B, [], Now> extends true
      ? unknown
      : Same<A, [], Now> extends true
        ? unknown
        : Check<BroadcastShape<A, B, Op>>;

/**
 * An operand after a mistake is `any` (see `Result`), and so is what is made of it: a conditional type would make a union
 * of both its branches, and a second message of the first mistake.
 */
type AfterMistake<A, B> = 0 extends 1 & A ? true : 0 extends 1 & B ? true : false;

/** What an op on two operands gives, in the dtype of the operands. */
export type Combined<A, B, Op extends string> =
  AfterMistake<A, B> extends true
    ? // biome-ignore lint/suspicious/noExplicitAny: any other type would turn one mistake into a chain of messages
      any
    : CombinedOperands<A, B, Op>;

type CombinedOperands<A, B, Op extends string> =
  A extends Tensor<infer SA, infer DA>
    ? B extends Tensor<infer SB, infer _>
      ? Broadcast<SA, SB, DA, Op>
      : Tensor<SA, DA>
    : B extends Tensor<infer SB, infer DB>
      ? Tensor<SB, DB>
      : Tensor<[]>;

/** What an op on two operands gives, as a mask. */
export type Compared<A, B, Op extends string> =
  AfterMistake<A, B> extends true
    ? // biome-ignore lint/suspicious/noExplicitAny: any other type would turn one mistake into a chain of messages
      any
    : ComparedOperands<A, B, Op>;

type ComparedOperands<A, B, Op extends string> =
  A extends Tensor<infer SA, infer _>
    ? B extends Tensor<infer SB, infer _>
      ? Broadcast<SA, SB, 'bool', Op>
      : Tensor<SA, 'bool'>
    : B extends Tensor<infer SB, infer _>
      ? Tensor<SB, 'bool'>
      : Tensor<[], 'bool'>;

/** The tensor of the shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape, D extends DType, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true
    ? Tensor<A, D>
    : Same<B, [], Now> extends true
      ? Tensor<A, D>
      : Same<A, [], Now> extends true
        ? Tensor<B, D>
        : Result<BroadcastShape<A, B, Op>, D>;
