/** {@link binaryFunctions}. */
import type { DType } from '../../../tensor/dtype.ts';
import type { BinaryOp } from '../../../tensor/primitives.ts';
import { f32x4, i32x4, type V128, v128 } from '../assembler/index.ts';
import { power } from './power.ts';
import { remainder } from './remainder.ts';
import type { Binary } from './vector.ts';

type ByDType = { readonly [D in DType]?: Binary };

/** Of instructions that need nothing but their operands. */
const plain =
  (instruction: (x: V128, y: V128) => V128): Binary =>
  (_, x, y) =>
    instruction(x, y);

/** Integers wrap around; `max` and `min` of floats are NaN where one operand is, and tell 0 from −0. */
export const binaryFunctions: { readonly [O in BinaryOp]: ByDType } = {
  add: { f32: plain(f32x4.add), i32: plain(i32x4.add) },
  sub: { f32: plain(f32x4.sub), i32: plain(i32x4.sub) },
  mul: { f32: plain(f32x4.mul), i32: plain(i32x4.mul) },
  div: { f32: plain(f32x4.div) },
  pow: { f32: power },
  rem: { f32: remainder },
  max: { f32: plain(f32x4.max), i32: plain(i32x4.max_s) },
  min: { f32: plain(f32x4.min), i32: plain(i32x4.min_s) },
  eq: { f32: plain(f32x4.eq), i32: plain(i32x4.eq), bool: plain(i32x4.eq) },
  ne: { f32: plain(f32x4.ne), i32: plain(i32x4.ne), bool: plain(v128.xor) },
  lt: { f32: plain(f32x4.lt), i32: plain(i32x4.lt_s) },
  le: { f32: plain(f32x4.le), i32: plain(i32x4.le_s) },
  gt: { f32: plain(f32x4.gt), i32: plain(i32x4.gt_s) },
  ge: { f32: plain(f32x4.ge), i32: plain(i32x4.ge_s) },
  and: { bool: plain(v128.and) },
  or: { bool: plain(v128.or) },
  xor: { bool: plain(v128.xor) },
};

/**
 * The operation of a binary primitive on registers: `pow` at most 3 ulp from its value, all others exact. Comparisons
 * give masks.
 *
 * @throws RangeError where the shape rules have no such op on that dtype
 */
export const binaryFunction = (op: BinaryOp, dtype: DType): Binary => {
  const found = binaryFunctions[op][dtype];
  if (found === undefined) throw new RangeError(`${op} does not take ${dtype}`);
  return found;
};
