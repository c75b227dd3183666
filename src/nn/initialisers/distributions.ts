/**
 * Parameters drawn from a distribution that does not depend on their shape.
 */
import { demand } from '../../tensor/error.ts';
import { add, mul, sub } from '../../tensor/ops/arithmetic.ts';
import { log } from '../../tensor/ops/exponential.ts';
import * as random from '../../tensor/ops/random.ts';
import { shapedLike } from '../../tensor/ops/shaped-like.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Initialiser } from './initialiser.ts';

/** The ends of a uniform distribution. */
export interface UniformRange {
  /** Default −0.05. */
  readonly low?: number;
  /** Default 0.05. */
  readonly high?: number;
}

/**
 * Uniform on [low, high).
 *
 * @throws TensorError when low is above high
 */
export const uniform =
  ({ low = -0.05, high = 0.05 }: UniformRange = {}): Initialiser =>
  (key, shape) =>
    random.uniform(key, shape, { low, high });

/** A normal distribution. */
export interface NormalMoments {
  /** Default 0. */
  readonly mean?: number;
  /** The standard deviation; default 0.05. */
  readonly std?: number;
}

/**
 * Normal.
 *
 * @throws TensorError when the standard deviation is negative
 */
export const normal =
  ({ mean = 0, std = 0.05 }: NormalMoments = {}): Initialiser =>
  (key, shape) =>
    random.normal(key, shape, { mean, std });

/** erf(2/√2): the share of a normal distribution within two standard deviations. */
const within2 = 0.9544997361036416;

/** The standard deviation of a standard normal variable that is known to be within ±2. */
export const truncatedStd = 0.8796256610342398;

/**
 * The inverse error function where |x| ≤ erf(√2): M. Giles, "Approximating the erfinv function" (GPU Computing Gems,
 * 2011), table 5, the central branch; relative error below 4·10⁻⁷. Coefficients from the highest power.
 */
const erfInvCoefficients = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];

/**
 * Normal, cut off at two standard deviations. `std` is that of the normal distribution before it is cut; after that
 * it is 0.8796 times as much.
 *
 * Drawn by the inverse of the distribution function, so each draw costs one random number.
 *
 * @throws TensorError when the standard deviation is negative
 */
export const truncatedNormal =
  ({ mean = 0, std = 0.05 }: NormalMoments = {}): Initialiser =>
  (key, shape) => {
    demand(std >= 0, 'truncatedNormal', `std must be ≥ 0, got ${std}`);
    const x = random.uniform(key, shape, { low: -within2, high: within2 });
    return shapedLike(add(mul(erfInv(x), std * Math.SQRT2), mean), x);
  };

const erfInv = (x: Tensor): Tensor => {
  const w = sub(-2.5, log(sub(1, mul(x, x))));
  const series = erfInvCoefficients.reduce<Tensor>((sum, c) => add(mul(sum, w), c), mul(w, 0));
  return mul(series, x);
};
