/**
 * Arithmetic on two tensors, or a tensor and a number. Shapes broadcast as in NumPy: they are aligned at the last axis, and an
 * axis of size 1 (or a missing one) stretches.
 */
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';
import type { Combined, Fit, Numeric, Operand } from './broadcasting.ts';

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
export function add<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'add'>,
): Combined<A, B, 'add'>;
export function add(a: build.Operand, b: build.Operand): AnyTensor {
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
export function sub<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'sub'>,
): Combined<A, B, 'sub'>;
export function sub(a: build.Operand, b: build.Operand): AnyTensor {
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
export function mul<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'mul'>,
): Combined<A, B, 'mul'>;
export function mul(a: build.Operand, b: build.Operand): AnyTensor {
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
export function div<A extends Operand<'f32'>, B extends Operand<'f32'>>(
  a: A,
  b: B & Fit<A, B, 'div'>,
): Combined<A, B, 'div'>;
export function div(a: build.Operand, b: build.Operand): AnyTensor {
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
export function pow<A extends Operand<'f32'>, B extends Operand<'f32'>>(
  a: A,
  b: B & Fit<A, B, 'pow'>,
): Combined<A, B, 'pow'>;
export function pow(a: build.Operand, b: build.Operand): AnyTensor {
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
export function rem<A extends Operand<'f32'>, B extends Operand<'f32'>>(
  a: A,
  b: B & Fit<A, B, 'rem'>,
): Combined<A, B, 'rem'>;
export function rem(a: build.Operand, b: build.Operand): AnyTensor {
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
export function maximum<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'maximum'>,
): Combined<A, B, 'maximum'>;
export function maximum(a: build.Operand, b: build.Operand): AnyTensor {
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
export function minimum<A extends Operand<Numeric>, B extends Operand<Numeric>>(
  a: A,
  b: B & Fit<A, B, 'minimum'>,
): Combined<A, B, 'minimum'>;
export function minimum(a: build.Operand, b: build.Operand): AnyTensor {
  return build.binary('min', a, b, 'minimum');
}
