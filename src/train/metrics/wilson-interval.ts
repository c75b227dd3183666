import { demand } from '../../tensor/error.ts';

/**
 * How likely a normal variable is within z standard deviations of its mean, as a sum of positive terms.
 *
 * Marsaglia, "Evaluating the normal distribution" (2004).
 */
const central = (z: number): number => {
  let [sum, term] = [z, z];
  for (let n = 3; sum + term !== sum || n === 3; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 2 * density(z) * sum;
};

const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/**
 * The z within which a normal variable is this likely, by Newton's method: the function is concave, so that every step from 0
 * stops short of it, until rounding says that there is no further to go.
 */
const deviations = (confidence: number): number => {
  let z = 0;
  for (;;) {
    const next = z + (confidence - central(z)) / (2 * density(z));
    if (!(next > z)) return z;
    z = next;
  }
};

/**
 * Wilson's score interval of a share, such as an accuracy: where the true share lies, with this confidence, when `hits` of
 * `n` independent tries succeeded. `[low, high]` within [0, 1], sensible for few tries and for shares near 0 and 1 too; of no
 * tries `[0, 1]`.
 *
 * Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 *
 * @param confidence between 0 and 1
 * @throws TensorError when not 0 ≤ hits ≤ n in whole numbers, or the confidence is not between 0 and 1.
 * @example
 * ```ts
 * import { wilsonInterval } from 'thwc/train';
 * console.log(wilsonInterval(8, 10)); // [0.4902, 0.9433]
 * ```
 */
export const wilsonInterval = (
  hits: number,
  n: number,
  confidence = 0.95,
): readonly [low: number, high: number] => {
  const counts = Number.isSafeInteger(hits) && Number.isSafeInteger(n) && hits >= 0 && hits <= n;
  demand(counts, 'wilsonInterval', `takes 0 ≤ hits ≤ n in whole numbers, got ${hits} of ${n}`);
  const sound = confidence > 0 && confidence < 1;
  demand(sound, 'wilsonInterval', `confidence must be between 0 and 1, got ${confidence}`);
  if (n === 0) return [0, 1];
  const share = hits / n;
  const z2 = deviations(confidence) ** 2;
  const center = (share + z2 / (2 * n)) / (1 + z2 / n);
  const spread = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  // At the ends the bounds are exactly 0 and 1, which rounding may miss.
  return [hits === 0 ? 0 : center - spread, hits === n ? 1 : center + spread];
};
