/**
 * Functions of one number, element by element: sign and rounding.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as build from '../build.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * −x, for numbers and integers.
 *
 * @example
 * ```ts
 * import { neg, tensor } from 'thwc';
 * const y = neg(tensor([-1, 0, 2])); // [1, 0, -2]
 * ```
 */
export function neg<S extends Shape, D extends 'f32' | 'i32'>(x: Tensor<S, D>): Tensor<S, D>;
export function neg(x: AnyTensor): AnyTensor {
  return build.unary('neg', x);
}

/**
 * |x|, for numbers and integers. Its derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { abs, tensor } from 'thwc';
 * const y = abs(tensor([-1, 0, 2])); // [1, 0, 2]
 * ```
 */
export function abs<S extends Shape, D extends 'f32' | 'i32'>(x: Tensor<S, D>): Tensor<S, D>;
export function abs(x: AnyTensor): AnyTensor {
  return build.unary('abs', x);
}

/**
 * −1, 0 or 1 (NaN for NaN), for numbers and integers. Its derivative is 0.
 *
 * @example
 * ```ts
 * import { sign, tensor } from 'thwc';
 * const y = sign(tensor([-3, 0, 2])); // [-1, 0, 1]
 * ```
 */
export function sign<S extends Shape, D extends 'f32' | 'i32'>(x: Tensor<S, D>): Tensor<S, D>;
export function sign(x: AnyTensor): AnyTensor {
  return build.unary('sign', x);
}

/**
 * x², for numbers and integers.
 *
 * @example
 * ```ts
 * import { square, tensor } from 'thwc';
 * const y = square(tensor([-3, 0, 2])); // [9, 0, 4]
 * ```
 */
export function square<S extends Shape, D extends 'f32' | 'i32'>(x: Tensor<S, D>): Tensor<S, D>;
export function square(x: AnyTensor): AnyTensor {
  return build.binary('mul', x, x, 'square');
}

/**
 * The largest whole number ≤ x. Its derivative is 0.
 *
 * @example
 * ```ts
 * import { floor, tensor } from 'thwc';
 * const y = floor(tensor([-0.5, 1.5])); // [-1, 1]
 * ```
 */
export function floor<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function floor(x: AnyTensor): AnyTensor {
  return build.unary('floor', x);
}

/**
 * The smallest whole number ≥ x. Its derivative is 0.
 *
 * @example
 * ```ts
 * import { ceil, tensor } from 'thwc';
 * const y = ceil(tensor([-0.5, 1.5])); // [-0, 2]
 * ```
 */
export function ceil<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function ceil(x: AnyTensor): AnyTensor {
  return build.unary('ceil', x);
}

/**
 * The nearest whole number; halves go to the even one, as in IEEE 754. Its derivative is 0.
 *
 * @example
 * ```ts
 * import { round, tensor } from 'thwc';
 * const y = round(tensor([0.5, 1.5, 2.4])); // [0, 2, 2]
 * ```
 */
export function round<S extends Shape>(x: Tensor<S>): Tensor<S>;
export function round(x: AnyTensor): AnyTensor {
  return build.unary('round', x);
}
