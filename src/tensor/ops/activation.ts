/**
 * Activations: what layers put between linear maps.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as build from '../build.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * max(x, 0). Its derivative at 0 is 0; NaN stays NaN.
 *
 * @example
 * ```ts
 * import { relu, tensor } from 'thwc';
 * const y = relu(tensor([-1, 0, 2])); // [0, 0, 2]
 * ```
 */
export function relu<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function relu(x: AnyTensor): AnyTensor {
  build.demandDType('relu', x, 'f32');
  return build.unary('relu', x);
}

/**
 * 1 / (1 + e⁻ˣ), the logistic function.
 *
 * @example
 * ```ts
 * import { sigmoid, tensor } from 'thwc';
 * const y = sigmoid(tensor([0, 100])); // [0.5, 1]
 * ```
 */
export function sigmoid<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function sigmoid(x: AnyTensor): AnyTensor {
  return build.unary('sigmoid', x);
}

/**
 * The hyperbolic tangent.
 *
 * @example
 * ```ts
 * import { tanh, tensor } from 'thwc';
 * const y = tanh(tensor([0, 100])); // [0, 1]
 * ```
 */
export function tanh<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function tanh(x: AnyTensor): AnyTensor {
  return build.unary('tanh', x);
}

/**
 * x · sigmoid(x), also called swish.
 *
 * Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units" (2017).
 *
 * @example
 * ```ts
 * import { silu, tensor } from 'thwc';
 * const y = silu(tensor([0, 100])); // [0, 100]
 * ```
 */
export function silu<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function silu(x: AnyTensor): AnyTensor {
  build.demandDType('silu', x, 'f32');
  return build.binary('mul', x, build.unary('sigmoid', x));
}

/**
 * log(1 + eˣ), a smooth relu; does not overflow.
 *
 * @example
 * ```ts
 * import { softplus, tensor } from 'thwc';
 * const y = softplus(tensor([0, 100])); // [0.693…, 100]
 * ```
 */
export function softplus<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function softplus(x: AnyTensor): AnyTensor {
  build.demandDType('softplus', x, 'f32');
  const positive = build.binary('gt', x, 0);
  // −|x|, but with derivative 1 at 0, so that softplus has its own derivative there: ½.
  const below = build.select('softplus', positive, build.unary('neg', x), x);
  const rest = build.unary('log1p', build.unary('exp', below));
  return build.binary('add', build.select('softplus', positive, x, 0), rest);
}

/**
 * x above 0, `slope` · x elsewhere (there, at 0 too, the derivative is `slope`).
 *
 * @example
 * ```ts
 * import { leakyRelu, tensor } from 'thwc';
 * const y = leakyRelu(tensor([-1, 2]), { slope: 0.1 }); // [-0.1, 2]
 * ```
 */
export function leakyRelu<S extends Shape>(x: Tensor<S>, options?: { readonly slope?: number }): Tensor<S>;
export function leakyRelu(x: AnyTensor, { slope = 0.01 }: { readonly slope?: number } = {}): AnyTensor {
  build.demandDType('leakyRelu', x, 'f32');
  return build.select('leakyRelu', build.binary('gt', x, 0), x, build.binary('mul', x, slope));
}

/**
 * x above 0, `alpha` · (eˣ − 1) elsewhere.
 *
 * Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units" (2015).
 *
 * @example
 * ```ts
 * import { elu, tensor } from 'thwc';
 * const y = elu(tensor([-100, 2])); // [-1, 2]
 * ```
 */
export function elu<S extends Shape>(x: Tensor<S>, options?: { readonly alpha?: number }): Tensor<S>;
export function elu(x: AnyTensor, { alpha = 1 }: { readonly alpha?: number } = {}): AnyTensor {
  build.demandDType('elu', x, 'f32');
  // The exponential sees no positive number: it would overflow there, and ∞ · 0 in the gradient is NaN.
  const positive = build.binary('gt', x, 0);
  const negative = build.select('elu', positive, 0, x);
  return build.select('elu', positive, x, build.binary('mul', build.unary('expm1', negative), alpha));
}

/**
 * x · Φ(x), Φ the normal distribution function: exactly, by erf, or by the usual approximation with tanh.
 *
 * Hendrycks, Gimpel, "Gaussian error linear units" (2016).
 *
 * @example
 * ```ts
 * import { gelu, tensor } from 'thwc';
 * const y = gelu(tensor([-1, 0, 1])); // [-0.1587…, 0, 0.8413…]
 * const z = gelu(tensor([-1, 0, 1]), { approximate: 'tanh' });
 * ```
 */
export function gelu<S extends Shape>(x: Tensor<S>, options?: GeluOptions): Tensor<S>;
export function gelu(x: AnyTensor, { approximate = 'none' }: GeluOptions = {}): AnyTensor {
  build.demandDType('gelu', x, 'f32');
  const { binary, unary } = build;
  const bell =
    approximate === 'none'
      ? unary('erf', binary('mul', x, Math.SQRT1_2))
      : unary('tanh', binary('mul', cubic(x), Math.sqrt(2 / Math.PI)));
  return binary('mul', binary('mul', x, 0.5), binary('add', bell, 1));
}

/** How `gelu` is computed. */
export interface GeluOptions {
  readonly approximate?: 'none' | 'tanh';
}

/**
 * x + 0.044715 x³ for |x| ≤ 10. The tangens of more is ±1 anyway, and an infinite square would make its gradient NaN.
 */
const cubic = (x: AnyTensor): AnyTensor => {
  const { binary } = build;
  const near = binary('min', binary('max', x, -10), 10);
  return binary('mul', near, binary('add', binary('mul', binary('mul', near, near), 0.044715), 1));
};
