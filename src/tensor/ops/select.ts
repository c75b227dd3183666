/**
 * Choosing between elements, and conversions.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Broadcast, Combined, Fit, Numeric, Operand } from './broadcasting.ts';

/**
 * `a` where the condition holds, `b` elsewhere. The three broadcast to one shape.
 *
 * Gradients flow to the side that was chosen; NaN on the other side does no harm here, but may in the gradient of
 * what made it.
 *
 * @throws TensorError when the shapes do not broadcast, or a and b have different dtypes.
 * @example
 * ```ts
 * import { gt, tensor, where } from 'thwc';
 * const x = tensor([-1, 4]);
 * const y = where(gt(x, 0), x, 0); // [0, 4]
 * ```
 */
export function where<C extends Shape, A extends Operand, B extends Operand>(
  condition: Tensor<C, 'bool'>,
  a: A & Fit<Tensor<C>, Mask<A>, 'where'>,
  b: B & Fit<A, B, 'where'> & Fit<Tensor<C>, Mask<B>, 'where'>,
): Chosen<C, Combined<A, B, 'where'>>;
export function where(condition: AnyTensor, a: build.Operand, b: build.Operand): AnyTensor {
  return build.select('where', condition, a, b);
}

/** A tensor of the shape of an operand, to compare shapes alone. */
export type Mask<X> = X extends Tensor<infer S, infer _> ? Tensor<S> : X;

/** What was chosen by a condition of shape `C`. After an error it is `any`, see `Result`. */
export type Chosen<C extends Shape, X> = X extends Tensor<infer S, infer D> ? Broadcast<C, S, D, 'where'> : X;

/**
 * x, but at least `low` and at most `high`. NaN stays NaN.
 *
 * @throws TensorError when `low` is above `high`.
 * @example
 * ```ts
 * import { clip, tensor } from 'thwc';
 * const y = clip(tensor([-3, 0.5, 3]), { low: 0, high: 1 }); // [0, 0.5, 1]
 * ```
 */
export function clip<S extends Shape, D extends Numeric>(x: Tensor<S, D>, bounds: ClipOptions): Tensor<S, D>;
export function clip(x: AnyTensor, { low, high }: ClipOptions): AnyTensor {
  build.demandDType('clip', x, 'f32', 'i32');
  demand(low === undefined || high === undefined || low <= high, 'clip', `low ${low} is above high ${high}`);
  const raised = low === undefined ? x : build.binary('max', x, low, 'clip');
  return high === undefined ? raised : build.binary('min', raised, high, 'clip');
}

/** The range of `clip`. */
export interface ClipOptions {
  readonly low?: number;
  readonly high?: number;
}

/**
 * x in another dtype. Numbers to integers are cut off towards 0 and kept within 32 bits (NaN gives 0); to bool, all
 * but 0 is true.
 *
 * @example
 * ```ts
 * import { cast, tensor } from 'thwc';
 * const y = cast(tensor([1.7, -1.7]), 'i32'); // [1, -1]
 * ```
 */
export function cast<S extends Shape, D extends DType>(x: Tensor<S, DType>, dtype: D): Tensor<S, D>;
export function cast(x: AnyTensor, dtype: DType): AnyTensor {
  return build.convert(x, dtype);
}

/**
 * Whether x is NaN.
 *
 * @example
 * ```ts
 * import { isNaN, tensor } from 'thwc';
 * const y = isNaN(tensor([1, Number.NaN])); // [false, true]
 * ```
 */
function nan<S extends Shape>(x: Tensor<S>): Tensor<S, 'bool'>;
function nan(x: AnyTensor): AnyTensor {
  build.demandDType('isNaN', x, 'f32');
  return build.binary('ne', x, x);
}

/**
 * Whether x is neither infinite nor NaN.
 *
 * @example
 * ```ts
 * import { isFinite, tensor } from 'thwc';
 * const y = isFinite(tensor([1, Number.NEGATIVE_INFINITY])); // [true, false]
 * ```
 */
function finite<S extends Shape>(x: Tensor<S>): Tensor<S, 'bool'>;
function finite(x: AnyTensor): AnyTensor {
  build.demandDType('isFinite', x, 'f32');
  return build.binary('lt', build.unary('abs', x), Number.POSITIVE_INFINITY);
}

export { finite as isFinite, nan as isNaN };
