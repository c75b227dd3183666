/**
 * Random tensors: pure functions of a key. The same key gives the same numbers on every backend, so a key is used
 * once.
 */
import type { Shape } from '../../shape-types/dim.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type ShapeOf, type Sized, sizesOf } from '../values.ts';
import { type RandomKey, randomBits } from './random-key.ts';

export { foldIn, type RandomKey, randomKey, splitKey } from './random-key.ts';

/** Multiples of 2⁻²⁴ in [0, 1). */
const unit = (op: string, key: AnyTensor, shape: readonly number[]): AnyTensor =>
  build.unary('bitsToUnit', randomBits(op, key, shape));

/** The range of `uniform`. */
export interface UniformOptions {
  readonly low?: number;
  readonly high?: number;
}

/**
 * Evenly distributed numbers from `low` (default 0) up to, but without, `high` (default 1; the sum `low + u · (high − low)` may
 * round up to it). They have 24 random bits.
 *
 * @throws TensorError when `low` is above `high`.
 *
 * @example
 * ```ts
 * import { randomKey, uniform } from 'thwc';
 * const x = uniform(randomKey(7), [2, 3], { low: -1, high: 1 }); // Tensor<[2, 3]>
 * ```
 */
export function uniform<const Z extends Sized>(
  key: RandomKey,
  shape: Z,
  options?: UniformOptions,
): Tensor<ShapeOf<Z>>;
export function uniform(key: AnyTensor, shape: Sized, { low = 0, high = 1 }: UniformOptions = {}): AnyTensor {
  demand(low <= high, 'uniform', `low ${low} is above high ${high}`);
  const u = unit('uniform', key, sizesOf(shape));
  const scaled = high - low === 1 ? u : build.binary('mul', u, high - low);
  return low === 0 ? scaled : build.binary('add', scaled, low);
}

/** The distribution of `normal`. */
export interface NormalOptions {
  readonly mean?: number;
  readonly std?: number;
}

/**
 * Normally distributed numbers, by default of mean 0 and standard deviation 1; at most 5.77 standard deviations off.
 *
 * Each is made of two uniform ones: √(−2 log(1 − u)) · cos(2πv). Box and Muller, "A note on the generation of random normal
 * deviates" (1958).
 *
 * @throws TensorError when `std` is negative.
 *
 * @example
 * ```ts
 * import { normal, randomKey } from 'thwc';
 * const weights = normal(randomKey(7), [512, 64], { std: 0.02 }); // Tensor<[512, 64]>
 * ```
 */
export function normal<const Z extends Sized>(
  key: RandomKey,
  shape: Z,
  options?: NormalOptions,
): Tensor<ShapeOf<Z>>;
export function normal(key: AnyTensor, shape: Sized, { mean = 0, std = 1 }: NormalOptions = {}): AnyTensor {
  demand(std >= 0, 'normal', `std must be ≥ 0, got ${std}`);
  const sizes = sizesOf(shape);
  const u = unit('normal', key, [2, ...sizes]);
  const [first, second] = [0, 1].map((i) => build.dropAxes(build.sliceAxis(u, 0, i, i + 1), [0]));
  demand(first !== undefined && second !== undefined, 'normal', 'takes two uniforms');
  // Box–Muller; 1 − u is in (0, 1], so the logarithm is finite.
  const radius = build.unary(
    'sqrt',
    build.binary('mul', build.unary('log', build.binary('sub', 1, first)), -2),
  );
  const standard = build.binary('mul', radius, build.unary('cos', build.binary('mul', second, 2 * Math.PI)));
  const scaled = std === 1 ? standard : build.binary('mul', standard, std);
  return mean === 0 ? scaled : build.binary('add', scaled, mean);
}

/**
 * True with probability p: a number, or a tensor that broadcasts to the shape.
 *
 * @throws TensorError when p is a number outside of 0 … 1, or does not broadcast to the shape.
 *
 * @example
 * ```ts
 * import { bernoulli, randomKey } from 'thwc';
 * const kept = bernoulli(randomKey(7), 0.9, [2, 3]); // Tensor<[2, 3], 'bool'>
 * ```
 */
export function bernoulli<const Z extends Sized>(
  key: RandomKey,
  p: number | Tensor<Shape>,
  shape: Z,
): Tensor<ShapeOf<Z>, 'bool'>;
export function bernoulli(key: AnyTensor, p: number | AnyTensor, shape: Sized): AnyTensor {
  demand(typeof p !== 'number' || (p >= 0 && p <= 1), 'bernoulli', `p must be from 0 to 1, got ${p}`);
  const u = unit('bernoulli', key, sizesOf(shape));
  const probability = typeof p === 'number' ? p : build.broadcastTo('bernoulli', p, u.shape);
  return build.binary('lt', u, probability, 'bernoulli');
}

/** The range of `randInt`. */
export interface IntOptions {
  readonly low?: number;
  readonly high: number;
}

/**
 * Evenly distributed integers from `low` (default 0) up to, but without, `high`. Made of 24 random bits: of n integers some
 * are likelier than others by at most n / 2^24.
 *
 * @throws TensorError unless 0 < high − low ≤ 2^24.
 *
 * @example
 * ```ts
 * import { randInt, randomKey } from 'thwc';
 * const dice = randInt(randomKey(7), [100], { low: 1, high: 7 }); // Tensor<[100], 'i32'>
 * ```
 */
export function randInt<const Z extends Sized>(
  key: RandomKey,
  shape: Z,
  range: IntOptions,
): Tensor<ShapeOf<Z>, 'i32'>;
export function randInt(key: AnyTensor, shape: Sized, { low = 0, high }: IntOptions): AnyTensor {
  const whole = [low, high].every((n) => n === (n | 0));
  const fits = whole && high > low && high - low <= 2 ** 24;
  demand(fits, 'randInt', `can not draw from ${low} to ${high}`, [], 'integers with 0 < high − low ≤ 2^24');
  const scaled = build.binary('mul', unit('randInt', key, sizesOf(shape)), high - low);
  return build.binary('add', build.convert(build.unary('floor', scaled), 'i32'), low);
}

/**
 * The integers 0 … n − 1 in random order: `take` with it shuffles an axis. The places that sort n random 32-bit integers; equal
 * ones keep their order, which is too rare to matter for n below a million or so.
 *
 * @throws TensorError when n is not a whole number ≥ 0.
 *
 * @example
 * ```ts
 * import { permutation, randomKey, take, zeros } from 'thwc';
 * const shuffled = take(zeros([100, 28]), permutation(randomKey(7), 100), 0);
 * ```
 */
export function permutation<N extends number>(key: RandomKey, n: N): Tensor<[N], 'i32'>;
export function permutation(key: AnyTensor, n: number): AnyTensor {
  return apply('argsort', {}, [randomBits('permutation', key, [n])]);
}
