import { threefry2x32 } from './threefry.ts';

/** A random key: two unsigned 32-bit words. Every draw is a pure function of a key and an index. */
export type Key = readonly [number, number];

const twoTo32 = 2 ** 32;

const wordsOf = (name: string, value: number): Key => {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`random: ${name} must be an integer from 0 to 2^53 − 1, got ${value}`);
  }
  return [Math.floor(value / twoTo32), value % twoTo32];
};

/**
 * The key of a seed: its high and low 32 bits (as JAX's `PRNGKey`).
 *
 * @example
 * ```ts
 * import { keyOf } from './key.ts';
 * const key = keyOf(7);
 * console.log(key); // [0, 7]
 * ```
 */
export const keyOf = (seed: number): Key => wordsOf('seed', seed);

/**
 * A new key from a key and a number: the block at counter `number` (as JAX's `fold_in`). Different numbers give
 * different keys; the new key's draws have nothing to do with the old key's.
 *
 * @example
 * ```ts
 * import { foldIn, keyOf } from './key.ts';
 * const ofVideo = (index: number) => foldIn(keyOf(7), index);
 * ```
 */
export const foldIn = (key: Key, number: number): Key => {
  const [high, low] = wordsOf('the number folded in', number);
  return threefry2x32(key[0], key[1], high, low);
};

/**
 * The `index`th draw of a key (0 to 2^32 − 1), uniform on the integers 0 … `count` − 1, for a count from 1 to 2^32.
 *
 * Without modulo bias: words in the last, incomplete multiple of `count` below 2^32 are rejected, and the next word of
 * the block, or of the block at counter (index, attempt), is taken. A word is rejected with probability under
 * `count / 2^32`.
 */
export const uniformInt = (key: Key, index: number, count: number): number => {
  if (!Number.isInteger(count) || count < 1 || count > twoTo32) {
    throw new RangeError(`random: uniformInt wants a count from 1 to 2^32, got ${count}`);
  }
  const limit = twoTo32 - (twoTo32 % count);
  for (let attempt = 0; ; attempt++) {
    const [first, second] = threefry2x32(key[0], key[1], index, attempt);
    if (first < limit) return first % count;
    if (second < limit) return second % count;
  }
};

/** The `index`th draw of a key, uniform on the multiples of 2^-24 in [0, 1): every value is exact in an f32. */
export const uniform = (key: Key, index: number): number =>
  (threefry2x32(key[0], key[1], index, 0)[0] >>> 8) * 2 ** -24;
