import type { DType } from './dtype.ts';
import type { ReduceOp } from './primitives.ts';

/** What reducing nothing gives, and so what cells of padding count as. */
export const reduceIdentity = (op: ReduceOp, dtype: DType): number => {
  if (op === 'sum') return 0;
  const largest = dtype === 'f32' ? Number.POSITIVE_INFINITY : dtype === 'i32' ? 2 ** 31 - 1 : 1;
  const smallest = dtype === 'f32' ? Number.NEGATIVE_INFINITY : dtype === 'i32' ? -(2 ** 31) : 0;
  return op === 'max' ? smallest : largest;
};
