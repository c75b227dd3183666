/**
 * Parameters whose spread follows from how many inputs and outputs they join, so that numbers neither grow nor
 * shrink from layer to layer.
 */
import { sizeOf } from '../../tensor/aval.ts';
import * as random from '../../tensor/ops/random.ts';
import { type Sized, sizesOf } from '../../tensor/values.ts';
import type { Initialiser } from './initialiser.ts';

/** How many inputs each output sees, and how many outputs see each input. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/**
 * The fans of weights `[in, out]` or `[…window, in, out]`; with one axis or none every parameter counts as both.
 *
 * @example `fansOf([3, 3, 16, 32])` is `{ in: 144, out: 288 }`
 */
export const fansOf = (shape: Sized): Fans => {
  const sizes = sizesOf(shape);
  const [input, output] = sizes.slice(-2);
  if (input === undefined || output === undefined) return { in: sizeOf(sizes), out: sizeOf(sizes) };
  const window = sizeOf(sizes.slice(0, -2));
  return { in: window * input, out: window * output };
};

/** An empty layer has no spread to keep. */
const variance = (gain: number, fan: number): number => gain / Math.max(1, fan);

const uniformOf =
  (varianceOf: (fans: Fans) => number): Initialiser =>
  (key, shape) => {
    const high = Math.sqrt(3 * varianceOf(fansOf(shape)));
    return random.uniform(key, shape, { low: -high, high });
  };

const normalOf =
  (varianceOf: (fans: Fans) => number): Initialiser =>
  (key, shape) =>
    random.normal(key, shape, { std: Math.sqrt(varianceOf(fansOf(shape))) });

const glorot = (fans: Fans): number => variance(2, fans.in + fans.out);
const he = (fans: Fans): number => variance(2, fans.in);
const lecun = (fans: Fans): number => variance(1, fans.in);

/** Uniform with variance 2 / (in + out): Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), eq. 16. */
export const glorotUniform: Initialiser = uniformOf(glorot);

/** Normal with variance 2 / (in + out): Glorot, Bengio (2010), eq. 12. */
export const glorotNormal: Initialiser = normalOf(glorot);

/** Uniform with variance 2 / in, for layers before a relu: He et al., "Delving deep into rectifiers" (2015), eq. 10. */
export const heUniform: Initialiser = uniformOf(he);

/** Normal with variance 2 / in, for layers before a relu: He et al. (2015), eq. 10. */
export const heNormal: Initialiser = normalOf(he);

/** Normal with variance 1 / in: LeCun, Bottou, Orr, Müller, "Efficient BackProp" (1998), eq. 16. */
export const lecunNormal: Initialiser = normalOf(lecun);
