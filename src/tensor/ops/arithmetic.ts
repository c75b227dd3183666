/**
 * Arithmetic on two tensors, or a tensor and a number. Shapes broadcast as in NumPy: they are aligned at the last axis, and an
 * axis of size 1 (or a missing one) stretches.
 */
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';
import type { Combined, Fit, Numeric, Operand, Takes } from './broadcasting.ts';

/**
 * a + b, for numbers and integers (which wrap).
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { add, tensor } from 'thwc';
 * const y = add(tensor([[1, 2], [3, 4]]), tensor([10, 20])); // [[11, 22], [13, 24]]
 * ```
 */
export function add<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'add'>,
  b: B & Fit<A, B, 'add'> & Takes<B, Numeric, 'add'>,
): Combined<A, B>;
export function add(a: Operand, b: Operand): AnyTensor {
  return build.binary('add', a, b);
}

/**
 * a − b, for numbers and integers (which wrap).
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { sub, tensor } from 'thwc';
 * const y = sub(1, tensor([0.25, 0.5])); // [0.75, 0.5]
 * ```
 */
export function sub<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'sub'>,
  b: B & Fit<A, B, 'sub'> & Takes<B, Numeric, 'sub'>,
): Combined<A, B>;
export function sub(a: Operand, b: Operand): AnyTensor {
  return build.binary('sub', a, b);
}

/**
 * a · b, element by element, for numbers and integers (which wrap).
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { mul, tensor } from 'thwc';
 * const y = mul(tensor([[1], [2]]), tensor([10, 20])); // [[10, 20], [20, 40]]
 * ```
 */
export function mul<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'mul'>,
  b: B & Fit<A, B, 'mul'> & Takes<B, Numeric, 'mul'>,
): Combined<A, B>;
export function mul(a: Operand, b: Operand): AnyTensor {
  return build.binary('mul', a, b);
}

/**
 * a / b, for numbers: x / 0 is ±∞, and 0 / 0 is NaN.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { div, tensor } from 'thwc';
 * const y = div(tensor([1, 2]), 4); // [0.25, 0.5]
 * ```
 */
export function div<A extends Operand, B extends Operand>(
  a: A & Takes<A, 'f32', 'div'>,
  b: B & Fit<A, B, 'div'> & Takes<B, 'f32', 'div'>,
): Combined<A, B>;
export function div(a: Operand, b: Operand): AnyTensor {
  return build.binary('div', a, b);
}

/**
 * a to the power b, for numbers: NaN for powers of negative numbers that are not whole.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { pow, tensor } from 'thwc';
 * const y = pow(tensor([2, 3]), 3); // [8, 27]
 * ```
 */
export function pow<A extends Operand, B extends Operand>(
  a: A & Takes<A, 'f32', 'pow'>,
  b: B & Fit<A, B, 'pow'> & Takes<B, 'f32', 'pow'>,
): Combined<A, B>;
export function pow(a: Operand, b: Operand): AnyTensor {
  return build.binary('pow', a, b);
}

/**
 * What remains of a after division by b, with the sign of a, for numbers.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { rem, tensor } from 'thwc';
 * const y = rem(tensor([5, -5]), 3); // [2, -2]
 * ```
 */
export function rem<A extends Operand, B extends Operand>(
  a: A & Takes<A, 'f32', 'rem'>,
  b: B & Fit<A, B, 'rem'> & Takes<B, 'f32', 'rem'>,
): Combined<A, B>;
export function rem(a: Operand, b: Operand): AnyTensor {
  return build.binary('rem', a, b);
}

/**
 * The larger of a and b; NaN if one is.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { maximum, tensor } from 'thwc';
 * const y = maximum(tensor([1, 5]), tensor([4, 2])); // [4, 5]
 * ```
 */
export function maximum<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'maximum'>,
  b: B & Fit<A, B, 'maximum'> & Takes<B, Numeric, 'maximum'>,
): Combined<A, B>;
export function maximum(a: Operand, b: Operand): AnyTensor {
  return build.binary('max', a, b, 'maximum');
}

/**
 * The smaller of a and b; NaN if one is.
 *
 * @throws TensorError when the shapes do not broadcast or the dtypes differ.
 * @example
 * ```ts
 * import { minimum, tensor } from 'thwc';
 * const y = minimum(tensor([1, 5]), tensor([4, 2])); // [1, 2]
 * ```
 */
export function minimum<A extends Operand, B extends Operand>(
  a: A & Takes<A, Numeric, 'minimum'>,
  b: B & Fit<A, B, 'minimum'> & Takes<B, Numeric, 'minimum'>,
): Combined<A, B>;
export function minimum(a: Operand, b: Operand): AnyTensor {
  return build.binary('min', a, b, 'minimum');
}
