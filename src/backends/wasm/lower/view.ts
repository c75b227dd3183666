/** Views: how elements of something stored are seen. */
import { stridesOf } from '../../../tensor/aval.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { Strided } from '../../strided/strided.ts';

/** How an address changes from step to step of a loop, in elements. */
export interface Move {
  readonly loop: number;
  readonly stride: number;
  /** `step`: by the stride at each time (the loop's order). `turn`: back and forth, `stride` further at odd counts of iteration + phase. */
  readonly kind: 'step' | 'turn';
  readonly phase: number;
}

/** Elements of a node's result, by strides. */
export interface View extends Strided {
  /** The node that makes what is seen. */
  readonly node: number;
  readonly dtype: DType;
  readonly moves: readonly Move[];
  /** Where all elements are this one number, known while compiling. */
  readonly splat?: number | undefined;
}

/** A node's whole result, as it is stored. */
export const whole = (node: number, dtype: DType, shape: readonly number[]): View => ({
  node,
  dtype,
  shape,
  strides: stridesOf(shape),
  offset: 0,
  moves: [],
});
