/** Elements of each dtype: how they lie in memory, and which of two is larger. */
import { bytesPerElement, type DType } from '../../../tensor/dtype.ts';
import { type Expr, f32, f32x4, type I32, i32, i32x4, type V128, v128 } from '../assembler/index.ts';

/** Bytes an element takes. */
export const bytesOf = (dtype: DType): number => bytesPerElement[dtype];

/** Which extreme is looked for. */
export type Direction = 'max' | 'min';

/**
 * How elements are read and compared. `beats(x, y)`: x is further than y towards the extreme, where
 * NaN is the furthest of all and beats no other NaN. Its arguments are used more than once: names, not computations.
 */
export interface Order<T extends 'f32' | 'i32'> {
  readonly type: T;
  readonly load: (address: I32, offset?: number) => Expr<T>;
  readonly beats: (x: Expr<T>, y: Expr<T>) => I32;
}

/** `x > y`, or x is NaN and y is not: that is, y is a number and not `x <= y`. */
const floats = (direction: Direction): Order<'f32'> => {
  const within = direction === 'max' ? f32.le : f32.ge;
  return {
    type: 'f32',
    load: f32.load,
    beats: (x, y) => i32.and(f32.eq(y, y), i32.eqz(within(x, y))),
  };
};

const integers = (direction: Direction, load: Order<'i32'>['load']): Order<'i32'> => ({
  type: 'i32',
  load,
  beats: direction === 'max' ? i32.gt_s : i32.lt_s,
});

/** Uses the order of a dtype's elements. */
export const ordered = <R>(
  dtype: DType,
  direction: Direction,
  use: <T extends 'f32' | 'i32'>(order: Order<T>) => R,
): R =>
  dtype === 'f32'
    ? use(floats(direction))
    : use(integers(direction, dtype === 'bool' ? i32.load8_u : i32.load));

/** `beats` of an order, as a mask, of four elements of four bytes at once. */
export const beatsInLanes = (dtype: DType, direction: Direction): ((x: V128, y: V128) => V128) => {
  if (dtype !== 'f32') return direction === 'max' ? i32x4.gt_s : i32x4.lt_s;
  const within = direction === 'max' ? f32x4.le : f32x4.ge;
  return (x, y) => v128.andnot(f32x4.eq(y, y), within(x, y));
};

/** Moves one element, whatever its bits say. */
export const moveElement = (dtype: DType) =>
  dtype === 'bool' ? { load: i32.load8_u, store: i32.store8 } : { load: i32.load, store: i32.store };

/** Sums of elements: f32 rounds after every addition, i32 wraps, bool wraps at 256 as its bytes do. */
export const sumsOf = (dtype: DType) => ({
  /** Adds the element at `from` to that at `to`. */
  addTo: (to: I32, from: I32, offset = 0) =>
    dtype === 'f32'
      ? f32.store(to, f32.add(f32.load(to, offset), f32.load(from, offset)), offset)
      : dtype === 'i32'
        ? i32.store(to, i32.add(i32.load(to, offset), i32.load(from, offset)), offset)
        : i32.store8(to, i32.add(i32.load8_u(to, offset), i32.load8_u(from, offset)), offset),
  lanes: dtype === 'f32' ? f32x4.add : i32x4.add,
});
