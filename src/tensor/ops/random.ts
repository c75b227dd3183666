/**
 * Random tensors: pure functions of a key. The same key gives the same numbers on every backend, so a key is used
 * once: split it, or fold numbers into it, for more.
 */
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { makeValue, type Sized, sizesOf } from '../values.ts';

export function randomKey(seed: number | bigint): AnyTensor {
  const inRange = typeof seed === 'bigint' ? seed >= 0n && seed < 1n << 64n : Number.isSafeInteger(seed) && seed >= 0;
  demand(inRange, 'randomKey', `the seed must be an integer from 0 to 2^53 − 1 (to 2^64 − 1 as a bigint), got ${seed}`);
  const words = BigInt(seed);
  const halves = [words >> 32n, words].map((word) => Number(BigInt.asIntN(32, word)));
  return build.constant(makeValue([2], 'i32', Int32Array.from(halves)));
}

/** 32 random bits for each element. */
const bits = (op: string, key: AnyTensor, shape: readonly number[]): AnyTensor => {
  const isKey = key.dtype === 'i32' && key.shape.length === 1 && key.shape[0] === 2;
  demand(isKey, op, 'takes a random key', [key], 'i32[2]');
  const whole = shape.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, op, `sizes must be whole numbers ≥ 0, got [${shape.join(',')}]`);
  return apply('randomBits', { shape }, [key]);
};

export function splitKey(key: AnyTensor, n: number): AnyTensor {
  return bits('splitKey', key, [n, 2]);
}

/** Tells keys that numbers are folded into from keys that are split. */
const folded = 0x7f4a7c15;

export function foldIn(key: AnyTensor, n: number | AnyTensor): AnyTensor {
  const number = build.lift(n, 'i32', 'foldIn');
  demand(number.dtype === 'i32' && number.shape.length === 0, 'foldIn', 'takes one integer', [number], 'i32[]');
  // The key is scrambled first: sums of a seed and a number would make seed 5 at 1 and seed 6 at 0 the same key.
  const scrambled = bits('foldIn', key, [2]);
  const words = apply('concat', { axis: 0 }, [build.full([1], folded, 'i32'), build.reshapeTo(number, [1])]);
  return bits('foldIn', build.binary('add', scrambled, words), [2]);
}

/** Multiples of 2⁻²⁴ in [0, 1). */
const unit = (op: string, key: AnyTensor, shape: readonly number[]): AnyTensor =>
  build.unary('bitsToUnit', bits(op, key, shape));

export interface UniformOptions {
  readonly low?: number;
  readonly high?: number;
}

export function uniform(key: AnyTensor, shape: Sized, { low = 0, high = 1 }: UniformOptions = {}): AnyTensor {
  demand(low <= high, 'uniform', `low ${low} is above high ${high}`);
  const u = unit('uniform', key, sizesOf(shape));
  const scaled = high - low === 1 ? u : build.binary('mul', u, high - low);
  return low === 0 ? scaled : build.binary('add', scaled, low);
}

export interface NormalOptions {
  readonly mean?: number;
  readonly std?: number;
}

export function normal(key: AnyTensor, shape: Sized, { mean = 0, std = 1 }: NormalOptions = {}): AnyTensor {
  demand(std >= 0, 'normal', `std must be ≥ 0, got ${std}`);
  const sizes = sizesOf(shape);
  const u = unit('normal', key, [2, ...sizes]);
  const [first, second] = [0, 1].map((i) => build.dropAxes(build.sliceAxis(u, 0, i, i + 1), [0]));
  demand(first !== undefined && second !== undefined, 'normal', 'takes two uniforms');
  // Box–Muller; 1 − u is in (0, 1], so the logarithm is finite.
  const radius = build.unary('sqrt', build.binary('mul', build.unary('log', build.binary('sub', 1, first)), -2));
  const standard = build.binary('mul', radius, build.unary('cos', build.binary('mul', second, 2 * Math.PI)));
  const scaled = std === 1 ? standard : build.binary('mul', standard, std);
  return mean === 0 ? scaled : build.binary('add', scaled, mean);
}

export function bernoulli(key: AnyTensor, p: number | AnyTensor, shape: Sized): AnyTensor {
  demand(typeof p !== 'number' || (p >= 0 && p <= 1), 'bernoulli', `p must be from 0 to 1, got ${p}`);
  const u = unit('bernoulli', key, sizesOf(shape));
  const probability = typeof p === 'number' ? p : build.broadcastTo('bernoulli', p, u.shape);
  return build.binary('lt', u, probability, 'bernoulli');
}

export interface IntOptions {
  readonly low?: number;
  readonly high: number;
}

export function randInt(key: AnyTensor, shape: Sized, { low = 0, high }: IntOptions): AnyTensor {
  const whole = [low, high].every((n) => n === (n | 0));
  // Of 24 random bits more classes than 2²⁴ can not be made; with that many they are exactly as likely as each other.
  const fits = whole && high > low && high - low <= 2 ** 24;
  demand(fits, 'randInt', `can not draw from ${low} to ${high}`, [], 'integers with 0 < high − low ≤ 2^24');
  const scaled = build.binary('mul', unit('randInt', key, sizesOf(shape)), high - low);
  return build.binary('add', build.convert(build.unary('floor', scaled), 'i32'), low);
}

export function permutation(key: AnyTensor, n: number): AnyTensor {
  return apply('argsort', {}, [bits('permutation', key, [n])]);
}
