/**
 * 16-bit floats, bit by bit. Widening is exact; narrowing rounds to the nearest, ties to even, as IEEE 754 does.
 */

const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

const f32OfBits = (pattern: number): number => {
  bits[0] = pattern;
  return scratch[0] ?? 0;
};

const bitsOfF32 = (value: number): number => {
  scratch[0] = value;
  return bits[0] ?? 0;
};

/**
 * The number that 16 bits of IEEE 754 binary16 stand for (1 sign, 5 exponent, 10 fraction bits).
 *
 * @example
 * ```ts
 * import { f16ToNumber } from 'thwc/io';
 * const one = f16ToNumber(0x3c00); // 1
 * ```
 */
export const f16ToNumber = (half: number): number => {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return (sign === 0 ? 1 : -1) * fraction * 2 ** -24;
  if (exponent === 0x1f) return f32OfBits(sign | 0x7f800000 | (fraction << 13));
  return f32OfBits(sign | ((exponent + 112) << 23) | (fraction << 13));
};

/** The binary16 bits nearest to an f32 (ties to even). From 65520 on, ±∞; a NaN stays a NaN, quietened. */
export const numberToF16 = (value: number): number => {
  const pattern = bitsOfF32(value);
  const sign = (pattern >>> 16) & 0x8000;
  const magnitude = pattern & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Below 2^-14: a multiple of 2^-24. Adding ½ puts the f32's last bit at 2^-24, so that the adder rounds.
    return sign | (bitsOfF32(f32OfBits(magnitude) + 0.5) - 0x3f000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
};

/** The number that 16 bits of bfloat16 stand for: the upper half of an f32. */
export const bf16ToNumber = (half: number): number => f32OfBits(half << 16);

/** The bfloat16 bits nearest to an f32 (ties to even). A NaN stays a NaN, quietened. */
export const numberToBf16 = (value: number): number => {
  const pattern = bitsOfF32(value);
  if ((pattern & 0x7fffffff) > 0x7f800000) return (pattern >>> 16) | 0x40;
  return ((pattern + 0x7fff + ((pattern >>> 16) & 1)) >>> 16) & 0xffff;
};
