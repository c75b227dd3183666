import type { MergeShapes } from '../../shape-types/broadcast.ts';
import type { Same, Shape } from '../../shape-types/dim.ts';
import type { Check, ShapeError, UnlessRankUnknown } from '../../shape-types/error.ts';
import type { Result } from '../../tensor/result.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { LossOptions } from './reduction.ts';

/**
 * The shape of the labels of logits `[…B, C]`, one for each row: `[…B]`.
 *
 * @example `LabelsShape<['batch', 10], ['batch'], 'crossEntropy'>` is `['batch']`
 */
export type LabelsShape<
  Logits extends Shape,
  Labels extends Shape,
  Op extends string,
  Now = unknown,
> = Logits extends readonly [...infer Rows extends Shape, infer _]
  ? MergeShapes<Rows, Labels, Now> extends infer Both extends Shape
    ? Both
    : ShapeError<
        `${Op}: the labels do not have the shape of the logits without their last axis`,
        Labels,
        Rows
      >
  : UnlessRankUnknown<Logits, ShapeError<`${Op}: the logits have no axis of classes`, Logits, Labels>>;

/** The shape of one loss for each row of logits `[…B, C]`, where the targets have that shape too: `[…B]`. */
export type RowsShape<
  Logits extends Shape,
  Targets extends Shape,
  Op extends string,
  Now = unknown,
> = Logits extends readonly [...infer Rows extends Shape, infer _]
  ? ElementsShape<Logits, Targets, Op, Now> extends infer Both
    ? Both extends readonly [...infer Known extends Shape, infer _]
      ? Known
      : Both extends Shape
        ? Rows
        : Both
    : never
  : UnlessRankUnknown<Logits, ShapeError<`${Op}: the logits have no axis of classes`, Logits, Targets>>;

/**
 * The shape of predictions and targets, which must be equal: broadcasting `[n]` against `[n, 1]` would compare everything
 * with everything.
 */
export type ElementsShape<A extends Shape, B extends Shape, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true
    ? A
    : MergeShapes<A, B, Now> extends infer Both extends Shape
      ? Both
      : ShapeError<`${Op}: the shapes differ`, A, B>;

/** Nothing when predictions and targets have one shape. Identical ones are told first, also of type parameters. */
export type Alike<A extends Shape, B extends Shape, Op extends string, Now = unknown> =
  Same<A, B, Now> extends true ? unknown : Check<ElementsShape<A, B, Op>>;

/** A loss whose single terms have the shape `R`: their mean or sum, or (`reduction: 'none'`) the terms. */
export type Loss<R, O> = O extends { readonly reduction: infer How }
  ? [How] extends ['none']
    ? Result<R>
    : 'none' extends How
      ? Tensor<Shape>
      : Tensor<[]>
  : 'reduction' extends keyof O & keyof LossOptions
    ? Tensor<Shape>
    : Tensor<[]>;
