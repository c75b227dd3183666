/**
 * Comparisons of two tensors, or a tensor and a number, and logic of what they give. Shapes broadcast as in NumPy.
 */
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';
import type { Compared, Fit, Numeric, Operand } from './broadcasting.ts';

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
export function eq<A extends Operand, B extends Operand>(a: A, b: B & Fit<A, B, 'eq'>): Compared<A, B, 'eq'>;
export function eq(a: build.Operand, b: build.Operand): AnyTensor {
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
export function ne<A extends Operand, B extends Operand>(a: A, b: B & Fit<A, B, 'ne'>): Compared<A, B, 'ne'>;
export function ne(a: build.Operand, b: build.Operand): AnyTensor {
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
export function lt<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'lt'>,
): Compared<A, B, 'lt'>;
export function lt(a: build.Operand, b: build.Operand): AnyTensor {
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
export function le<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'le'>,
): Compared<A, B, 'le'>;
export function le(a: build.Operand, b: build.Operand): AnyTensor {
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
export function gt<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'gt'>,
): Compared<A, B, 'gt'>;
export function gt(a: build.Operand, b: build.Operand): AnyTensor {
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
export function ge<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'ge'>,
): Compared<A, B, 'ge'>;
export function ge(a: build.Operand, b: build.Operand): AnyTensor {
  return build.binary('ge', a, b);
}
