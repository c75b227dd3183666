/** Accumulators of reductions in registers. Sums of f32 are kept in doubles and rounded once, as the reference does. */
import type { DType } from '../../../tensor/dtype.ts';
import type { ReduceOp } from '../../../tensor/primitives.ts';
import {
  f32x4,
  f64x2,
  i8x16,
  i32x4,
  type Local,
  type Locals,
  type Stmt,
  seq,
  type V128,
  v128,
} from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';

export interface Accumulator {
  readonly start: Stmt;
  /** Takes four elements in; of a partial vector only the first lane, the others hold the same. */
  readonly add: (x: V128, isPartial: boolean) => Stmt;
  /** The four lanes as they are. */
  readonly lanes: () => V128;
  /** All lanes in one: the result is in every lane that is stored first. */
  readonly total: () => V128;
}

const upper = (x: V128): V128 =>
  i8x16.shuffle(x, x, [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
const swapped = (x: V128): V128 =>
  i8x16.shuffle(x, x, [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11]);

const sumOfFloats = (kit: Kit, local: Locals): Accumulator => {
  const [low, high]: readonly [Local<'v128'>, Local<'v128'>] = [local('v128'), local('v128')];
  const lanes = () => {
    const [a, b] = [f32x4.demote_f64x2_zero(low.get), f32x4.demote_f64x2_zero(high.get)];
    return i8x16.shuffle(a, b, [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
  };
  return {
    start: seq(low.set(kit.f64(0)), high.set(kit.f64(0))),
    add: (x, isPartial) => {
      const value = kit.named(x);
      const first = f64x2.promote_low_f32x4(value.get);
      return isPartial
        ? seq(
            value.set,
            low.set(f64x2.add(low.get, f64x2.replace_lane(kit.f64(0), 0, f64x2.extract_lane(first, 0)))),
          )
        : seq(
            value.set,
            low.set(f64x2.add(low.get, first)),
            high.set(f64x2.add(high.get, f64x2.promote_low_f32x4(upper(value.get)))),
          );
    },
    lanes,
    total: () => {
      const both = kit.named(f64x2.add(low.get, high.get));
      const sum = f64x2.add(both.get, upper(both.get));
      return { type: 'v128', code: [both.set.code, f32x4.demote_f64x2_zero(sum).code] };
    },
  };
};

/** One that combines lanes by an operation of its own. */
const combining = (
  kit: Kit,
  local: Locals,
  identity: V128,
  combine: (a: V128, b: V128) => V128,
  partial: (x: V128) => V128,
): Accumulator => {
  const sum = local('v128');
  return {
    start: sum.set(identity),
    add: (x, isPartial) => sum.set(combine(sum.get, isPartial ? partial(x) : x)),
    lanes: () => sum.get,
    total: () => {
      const pairs = kit.named(combine(sum.get, upper(sum.get)));
      return { type: 'v128', code: [pairs.set.code, combine(pairs.get, swapped(pairs.get)).code] };
    },
  };
};

const same = (x: V128): V128 => x;

/** An accumulator for a reduction of elements of a dtype. */
export const accumulator = (kit: Kit, local: Locals, op: ReduceOp, dtype: DType): Accumulator => {
  if (dtype === 'f32') {
    if (op === 'sum') return sumOfFloats(kit, local);
    return op === 'max'
      ? combining(kit, local, kit.f32(Number.NEGATIVE_INFINITY), f32x4.max, same)
      : combining(kit, local, kit.f32(Number.POSITIVE_INFINITY), f32x4.min, same);
  }
  if (dtype === 'bool')
    return op === 'min'
      ? combining(kit, local, kit.i32(-1), v128.and, same)
      : combining(kit, local, kit.i32(0), v128.or, same);
  if (op === 'sum')
    return combining(kit, local, kit.i32(0), i32x4.add, (x) =>
      i32x4.replace_lane(kit.i32(0), 0, i32x4.extract_lane(x, 0)),
    );
  return op === 'max'
    ? combining(kit, local, kit.i32(-(2 ** 31)), i32x4.max_s, same)
    : combining(kit, local, kit.i32(2 ** 31 - 1), i32x4.min_s, same);
};
