/**
 * Functions of one number, element by element: powers, exponentials, trigonometry.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as build from '../build.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * eˣ.
 *
 * @example
 * ```ts
 * import { exp, tensor } from 'thwc';
 * const y = exp(tensor([0, 1])); // [1, 2.718…]
 * ```
 */
export function exp<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function exp(x: AnyTensor): AnyTensor {
  return build.unary('exp', x);
}

/**
 * eˣ − 1, exact near 0.
 *
 * @example
 * ```ts
 * import { expm1, tensor } from 'thwc';
 * const y = expm1(tensor([0, 1e-8])); // [0, 1e-8]
 * ```
 */
export function expm1<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function expm1(x: AnyTensor): AnyTensor {
  return build.unary('expm1', x);
}

/**
 * The natural logarithm: −∞ at 0, NaN below.
 *
 * @example
 * ```ts
 * import { log, tensor } from 'thwc';
 * const y = log(tensor([1, 0])); // [0, -Infinity]
 * ```
 */
export function log<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function log(x: AnyTensor): AnyTensor {
  return build.unary('log', x);
}

/**
 * log(1 + x), exact near 0.
 *
 * @example
 * ```ts
 * import { log1p, tensor } from 'thwc';
 * const y = log1p(tensor([0, 1e-8])); // [0, 1e-8]
 * ```
 */
export function log1p<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function log1p(x: AnyTensor): AnyTensor {
  return build.unary('log1p', x);
}

/**
 * √x: NaN below 0. Its derivative at 0 is ∞.
 *
 * @example
 * ```ts
 * import { sqrt, tensor } from 'thwc';
 * const y = sqrt(tensor([4, 2])); // [2, 1.414…]
 * ```
 */
export function sqrt<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function sqrt(x: AnyTensor): AnyTensor {
  return build.unary('sqrt', x);
}

/**
 * 1 / √x: ∞ at 0.
 *
 * @example
 * ```ts
 * import { rsqrt, tensor } from 'thwc';
 * const y = rsqrt(tensor([4, 0.25])); // [0.5, 2]
 * ```
 */
export function rsqrt<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function rsqrt(x: AnyTensor): AnyTensor {
  return build.unary('rsqrt', x);
}

/**
 * The sine of x radians.
 *
 * @example
 * ```ts
 * import { sin, tensor } from 'thwc';
 * const y = sin(tensor([0, Math.PI / 2])); // [0, 1]
 * ```
 */
export function sin<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function sin(x: AnyTensor): AnyTensor {
  return build.unary('sin', x);
}

/**
 * The cosine of x radians.
 *
 * @example
 * ```ts
 * import { cos, tensor } from 'thwc';
 * const y = cos(tensor([0, Math.PI])); // [1, -1]
 * ```
 */
export function cos<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function cos(x: AnyTensor): AnyTensor {
  return build.unary('cos', x);
}

/**
 * The error function, 2/√π ∫₀ˣ exp(−t²) dt.
 *
 * @example
 * ```ts
 * import { erf, tensor } from 'thwc';
 * const y = erf(tensor([0, 1])); // [0, 0.8427…]
 * ```
 */
export function erf<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function erf(x: AnyTensor): AnyTensor {
  return build.unary('erf', x);
}
