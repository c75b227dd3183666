/**
 * Threefry-2x32 with 20 rounds, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3" (SC 2011), as in their library Random123.
 *
 * A block of random bits is a pure function of a key and a counter; there is no state to carry, so draws can be made
 * in any order and on any backend with the same result.
 */

/** The constant that Threefish mixes into the third key word. */
const parity = 0x1bd11bda;

/**
 * Writes one block, two 32-bit words, to `out[offset]` and `out[offset + 1]`. Use this form in loops: it allocates
 * nothing.
 *
 * All four inputs are taken modulo 2^32, so int32 and uint32 numbers serve alike.
 */
export const threefryInto = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array | Int32Array,
  offset: number,
): void => {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = k0 ^ k1 ^ parity;
  let x = (counter0 + k0) | 0;
  let y = (counter1 + k1) | 0;

  // Rotations 13, 15, 26, 6 and 17, 29, 16, 24 by turns; a key word is added after every four rounds.
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 1) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k2) | 0;
  y = (y + k0 + 2) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k0) | 0;
  y = (y + k1 + 3) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 4) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  out[offset] = (x + k2) | 0;
  out[offset + 1] = (y + k0 + 5) | 0;
};

/** Where {@link threefry2x32} has its block written: reused, since a fresh one would cost more than the block. */
const block = new Uint32Array(2);

/**
 * One block: two 32-bit words, as unsigned numbers.
 *
 * @example
 * ```ts
 * import { threefry2x32 } from './threefry.ts';
 * console.log(threefry2x32(0, 0, 0, 0).map((word) => word.toString(16)).join(' '));
 * // 6b200159 99ba4efe
 * ```
 */
export const threefry2x32 = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): readonly [number, number] => {
  threefryInto(key0, key1, counter0, counter1, block, 0);
  const [word0 = 0, word1 = 0] = block;
  return [word0, word1];
};
