/**
 * Comparisons of two tensors, or a tensor and a number, and logic of what they give. Shapes broadcast as in NumPy.
 */
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';
import type { Compared, Fit, Numeric, Operand, Takes } from './broadcasting.ts';

/**
 * Whether a = b; NaN equals nothing.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { eq, tensor } from 'thwc';
 * const y = eq(tensor([1, 2]), 2); // [false, true]
 * ```
 */
export function eq<A extends Operand, B extends Operand>(a: A, b: B & Fit<A, B, 'eq'>): Compared<A, B>;
export function eq(a: Operand, b: Operand): AnyTensor {
  return build.binary('eq', a, b);
}

/**
 * Whether a ≠ b; NaN differs from everything.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { ne, tensor } from 'thwc';
 * const y = ne(tensor([1, 2]), 2); // [true, false]
 * ```
 */
export function ne<A extends Operand, B extends Operand>(a: A, b: B & Fit<A, B, 'ne'>): Compared<A, B>;
export function ne(a: Operand, b: Operand): AnyTensor {
  return build.binary('ne', a, b);
}

/**
 * Whether a < b; never for NaN.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { lt, tensor } from 'thwc';
 * const y = lt(tensor([1, 2]), 2); // [true, false]
 * ```
 */
export function lt<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'lt'>,
  b: B & Fit<A, B, 'lt'> & Takes<B, Numeric, 'lt'>,
): Compared<A, B>;
export function lt(a: Operand, b: Operand): AnyTensor {
  return build.binary('lt', a, b);
}

/**
 * Whether a ≤ b; never for NaN.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { le, tensor } from 'thwc';
 * const y = le(tensor([1, 2]), 1); // [true, false]
 * ```
 */
export function le<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'le'>,
  b: B & Fit<A, B, 'le'> & Takes<B, Numeric, 'le'>,
): Compared<A, B>;
export function le(a: Operand, b: Operand): AnyTensor {
  return build.binary('le', a, b);
}

/**
 * Whether a > b; never for NaN.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { gt, tensor } from 'thwc';
 * const y = gt(tensor([1, 2]), 1); // [false, true]
 * ```
 */
export function gt<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'gt'>,
  b: B & Fit<A, B, 'gt'> & Takes<B, Numeric, 'gt'>,
): Compared<A, B>;
export function gt(a: Operand, b: Operand): AnyTensor {
  return build.binary('gt', a, b);
}

/**
 * Whether a ≥ b; never for NaN.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { ge, tensor } from 'thwc';
 * const y = ge(tensor([1, 2]), 2); // [false, true]
 * ```
 */
export function ge<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'ge'>,
  b: B & Fit<A, B, 'ge'> & Takes<B, Numeric, 'ge'>,
): Compared<A, B>;
export function ge(a: Operand, b: Operand): AnyTensor {
  return build.binary('ge', a, b);
}
