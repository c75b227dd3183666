/** Loads and stores of four elements, or of one, whatever their dtype and their distance. */
import type { DType } from '../../../tensor/dtype.ts';
import { type I32, i8x16, i16x8, i32, i32x4, type Stmt, seq, type V128, v128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';

/** How many elements a register is filled with: all four, or the first only. */
export type Width = 4 | 1;

/** Booleans in registers are all ones or all zeros. */
const maskOf = (kit: Kit, x: V128): V128 => i32x4.ne(x, kit.i32(0));

const shifted = (address: I32, bytes: number): readonly [I32, number] =>
  bytes >= 0 ? [address, bytes] : [i32.add(address, i32.const(bytes)), 0];

/** The element at an address in all lanes. */
export const loadSplat = (kit: Kit, dtype: DType, address: I32): V128 =>
  dtype === 'bool' ? maskOf(kit, i32x4.splat(i32.load8_u(address))) : v128.load32_splat(address);

/** Elements `stride` apart from an address on, as lanes. */
export const loadLanes = (kit: Kit, dtype: DType, address: I32, stride: number, width: Width): V128 => {
  if (width === 1 || stride === 0) return loadSplat(kit, dtype, address);
  if (dtype === 'bool') {
    if (stride === 1) return maskOf(kit, wordsOfBytes(v128.load32_zero(address)));
    const byte = (lane: number): I32 => i32.load8_u(...shifted(address, lane * stride));
    return maskOf(
      kit,
      [1, 2, 3].reduce((v, lane) => i32x4.replace_lane(v, lane, byte(lane)), i32x4.splat(byte(0))),
    );
  }
  if (stride === 1) return v128.load(address);
  return [1, 2, 3].reduce((v, lane) => {
    const [base, offset] = shifted(address, 4 * lane * stride);
    return v128.load32_lane(base, v, lane, offset);
  }, v128.load32_zero(address));
};

const wordsOfBytes = (x: V128): V128 => i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(x));

/** Puts lanes `stride` elements apart from an address on. */
export const storeLanes = (
  kit: Kit,
  dtype: DType,
  address: I32,
  stride: number,
  width: Width,
  value: V128,
): Stmt => {
  const lanes = width === 1 ? [0] : [0, 1, 2, 3];
  if (dtype === 'bool') {
    const ones = v128.and(value, kit.i32(1));
    if (width === 4 && stride === 1) {
      const words = i16x8.narrow_i32x4_u(ones, ones);
      return v128.store32_lane(address, i8x16.narrow_i16x8_u(words, words), 0);
    }
    const bits = kit.named(ones);
    return seq(
      bits.set,
      ...lanes.map((lane) => {
        const [base, offset] = shifted(address, lane * stride);
        return i32.store8(base, i32x4.extract_lane(bits.get, lane), offset);
      }),
    );
  }
  if (width === 4 && stride === 1) return v128.store(address, value);
  return seq(
    ...lanes.map((lane) => {
      const [base, offset] = shifted(address, 4 * lane * stride);
      return v128.store32_lane(base, value, lane, offset);
    }),
  );
};

/** A number known while compiling, in all lanes. */
export const splat = (kit: Kit, dtype: DType, value: number): V128 =>
  dtype === 'f32' ? kit.f32(value) : kit.i32(dtype === 'bool' ? (value === 0 ? 0 : -1) : value);
