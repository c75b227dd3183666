/**
 * Random keys. Everything random is a pure function of a key: the same key gives the same numbers on every backend. So
 * a key is used once; split it, or fold numbers into it, for more.
 */
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { makeValue } from '../values.ts';

/** Where random numbers come from: 64 bits. */
export type RandomKey = Tensor<[2], 'i32'>;

/**
 * The key of a seed: its high and its low 32 bits.
 *
 * @throws TensorError unless the seed is an integer from 0 to 2^53 − 1 (as a bigint: to 2^64 − 1).
 *
 * @example
 * ```ts
 * import { normal, randomKey } from 'thwc';
 * const x = normal(randomKey(7), [2, 3]); // Tensor<[2, 3]>
 * ```
 */
export function randomKey(seed: number | bigint): RandomKey;
export function randomKey(seed: number | bigint): AnyTensor {
  const inRange =
    typeof seed === 'bigint' ? seed >= 0n && seed < 1n << 64n : Number.isSafeInteger(seed) && seed >= 0;
  demand(
    inRange,
    'randomKey',
    `the seed must be an integer from 0 to 2^53 − 1 (to 2^64 − 1 as a bigint), got ${seed}`,
  );
  const words = BigInt(seed);
  const halves = [words >> 32n, words].map((word) => Number(BigInt.asIntN(32, word)));
  return build.constant(makeValue([2], 'i32', Int32Array.from(halves)));
}

/** 32 random bits for each element. */
export const randomBits = (op: string, key: AnyTensor, shape: readonly number[]): AnyTensor => {
  const isKey = key.dtype === 'i32' && key.shape.length === 1 && key.shape[0] === 2;
  demand(isKey, op, 'takes a random key', [key], 'i32[2]');
  const whole = shape.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, op, `sizes must be whole numbers ≥ 0, got [${shape.join(',')}]`);
  return apply('randomBits', { shape }, [key]);
};

/**
 * n new keys from one, as rows. They have nothing to do with each other; do not use the old key any more.
 *
 * @throws TensorError when n is not a whole number ≥ 0.
 *
 * @example
 * ```ts
 * import { index, randomKey, splitKey } from 'thwc';
 * const keys = splitKey(randomKey(7), 2); // Tensor<[2, 2], 'i32'>
 * const [first, second] = [index(keys, 0), index(keys, 1)];
 * ```
 */
export function splitKey<N extends number>(key: RandomKey, n: N): Tensor<[N, 2], 'i32'>;
export function splitKey(key: AnyTensor, n: number): AnyTensor {
  return randomBits('splitKey', key, [n, 2]);
}

/** Tells keys that numbers are folded into from keys that are split. */
const folded = 0x7f4a7c15;

/**
 * A new key from a key and an integer, which may be a tensor: the number of a step, say. Different integers give keys that
 * have nothing to do with each other, with the old key, or with what it is split into.
 *
 * @throws TensorError when n is not a 32-bit integer.
 *
 * @example
 * ```ts
 * import { foldIn, randomKey, uniform } from 'thwc';
 * const noise = (step: number) => uniform(foldIn(randomKey(7), step), [10]);
 * ```
 */
export function foldIn(key: RandomKey, n: number | Tensor<[], 'i32'>): RandomKey;
export function foldIn(key: AnyTensor, n: number | AnyTensor): AnyTensor {
  const number = build.lift(n, 'i32', 'foldIn');
  demand(
    number.dtype === 'i32' && number.shape.length === 0,
    'foldIn',
    'takes one integer',
    [number],
    'i32[]',
  );
  // The key is scrambled first: sums of a seed and a number would make seed 5 at 1 and seed 6 at 0 the same key.
  const scrambled = randomBits('foldIn', key, [2]);
  const words = apply('concat', { axis: 0 }, [build.full([1], folded, 'i32'), build.reshapeTo(number, [1])]);
  return randomBits('foldIn', build.binary('add', scrambled, words), [2]);
}
