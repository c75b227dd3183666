/** {@link convertFunctions} and {@link select}. */
import type { DType } from '../../../tensor/dtype.ts';
import { f32x4, i32x4, type V128, v128 } from '../assembler/index.ts';
import type { Unary } from './vector.ts';

const same: Unary = (_, x) => x;

/** From a dtype (first) to another: f32 → i32 truncates and saturates, NaN → 0; to bool is ≠ 0, so of NaN true. */
export const convertFunctions: { readonly [From in DType]: { readonly [To in DType]: Unary } } = {
  f32: {
    f32: same,
    i32: (_, x) => i32x4.trunc_sat_f32x4_s(x),
    bool: (kit, x) => f32x4.ne(x, kit.f32(0)),
  },
  i32: {
    f32: (_, x) => f32x4.convert_i32x4_s(x),
    i32: same,
    bool: (kit, x) => i32x4.ne(x, kit.i32(0)),
  },
  bool: {
    f32: (kit, x) => v128.and(x, kit.f32(1)),
    i32: (_, x) => i32x4.neg(x),
    bool: same,
  },
};

/** Lanes of a where the mask is true, of b elsewhere; of any dtype. */
export const select = (mask: V128, a: V128, b: V128): V128 => v128.bitselect(a, b, mask);
