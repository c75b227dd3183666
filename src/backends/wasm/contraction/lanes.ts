/** Vectors of which only the first lanes exist in memory. */
import { type I32, type Stmt, seq, type V128, v128 } from '../assembler/index.ts';

/** The first `count` lanes from memory, 0 in the others. Reads nothing behind them. */
export const loadLanes = (address: I32, offset: number, count: number): V128 => {
  if (count >= 4) return v128.load(address, offset);
  if (count === 1) return v128.load32_zero(address, offset);
  const two = v128.load64_zero(address, offset);
  return count === 2 ? two : v128.load32_lane(address, two, 2, offset + 8);
};

/** Stores the first `count` lanes. Reads `x` up to twice. */
export const storeLanes = (address: I32, x: V128, offset: number, count: number): Stmt => {
  if (count >= 4) return v128.store(address, x, offset);
  if (count === 1) return v128.store32_lane(address, x, 0, offset);
  const two = v128.store64_lane(address, x, 0, offset);
  return count === 2 ? two : seq(two, v128.store32_lane(address, x, 2, offset + 8));
};
