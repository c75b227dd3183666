/**
 * The options of reductions and the shapes that they leave.
 */
import type { Axes } from '../../shape-types/axis.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Option } from '../../shape-types/options.ts';
import type { ReductionShape } from '../../shape-types/reduction.ts';

export interface ReduceOptions {
  /** One axis or several; negative ones count from the end. Default: all. */
  readonly axes?: Axes;
  /** Reduced axes stay, with size 1. Default false. */
  readonly keepDims?: boolean;
}

/** What a reduction with options `O` leaves of a shape. */
export type Reduced<S extends Shape, O, Op extends string> =
  Option<O, 'axes', undefined> extends infer Over extends Axes | undefined
    ? Option<O, 'keepDims', false> extends infer KeepDims extends boolean
      ? ReductionShape<S, Over, KeepDims, Op>
      : Shape
    : never;
