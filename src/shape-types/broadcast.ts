import type { IsUnknown, Same, Shape } from './dim.ts';
import type { ShapeError } from './error.ts';

/**
 * The shape that two shapes broadcast to (NumPy's rules): aligned at the last axis, sizes are equal or one of them is 1.
 *
 * @example `BroadcastShape<['b', 14, 64], [14, 1]>` is `['b', 14, 64]`
 */
export type BroadcastShape<A extends Shape, B extends Shape, Op extends string = 'broadcast'> = Align<A, B, A, B, Op>;

/** Walks from the last axis to the front; `WholeA` and `WholeB` are for the message. */
type Align<A extends Shape, B extends Shape, WholeA, WholeB, Op extends string, Out extends Shape = []> =
  A extends readonly [...infer ARest, infer AD]
    ? B extends readonly [...infer BRest, infer BD]
      ? BroadcastDim<AD, BD> extends infer D
        ? D extends 'differ'
          ? ShapeError<`${Op}: shapes do not broadcast`, WholeA, WholeB>
          : Align<ARest, BRest, WholeA, WholeB, Op, [D, ...Out]>
        : never
      : number extends B['length'] ? Shape : [...A, ...Out]
    : number extends A['length'] ? Shape
    : number extends B['length'] ? Shape
    : [...B, ...Out];
