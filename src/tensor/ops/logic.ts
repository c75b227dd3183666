/**
 * Logic on masks. Shapes broadcast as in NumPy.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as build from '../build.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Broadcast, FitShapes } from './broadcasting.ts';

/**
 * Whether both hold.
 *
 * @throws TensorError when the shapes do not broadcast or an operand is not bool.
 * @example
 * ```ts
 * import { gt, logicalAnd, lt, tensor } from 'thwc';
 * const x = tensor([1, 2, 3]);
 * const inside = logicalAnd(gt(x, 1), lt(x, 3)); // [false, true, false]
 * ```
 */
export function logicalAnd<A extends Shape, B extends Shape>(
  a: Tensor<A, 'bool'>,
  b: Tensor<B, 'bool'> & FitShapes<A, B, 'logicalAnd'>,
): Broadcast<A, B, 'bool', 'logicalAnd'>;
export function logicalAnd(a: AnyTensor, b: AnyTensor): AnyTensor {
  return build.logical('logicalAnd', 'and', a, b);
}

/**
 * Whether at least one holds.
 *
 * @throws TensorError when the shapes do not broadcast or an operand is not bool.
 * @example
 * ```ts
 * import { gt, logicalOr, lt, tensor } from 'thwc';
 * const x = tensor([1, 2, 3]);
 * const outside = logicalOr(gt(x, 2), lt(x, 2)); // [true, false, true]
 * ```
 */
export function logicalOr<A extends Shape, B extends Shape>(
  a: Tensor<A, 'bool'>,
  b: Tensor<B, 'bool'> & FitShapes<A, B, 'logicalOr'>,
): Broadcast<A, B, 'bool', 'logicalOr'>;
export function logicalOr(a: AnyTensor, b: AnyTensor): AnyTensor {
  return build.logical('logicalOr', 'or', a, b);
}

/**
 * Whether exactly one holds.
 *
 * @throws TensorError when the shapes do not broadcast or an operand is not bool.
 * @example
 * ```ts
 * import { logicalXor, tensor } from 'thwc';
 * const y = logicalXor(tensor([true, true], 'bool'), tensor([true, false], 'bool')); // [false, true]
 * ```
 */
export function logicalXor<A extends Shape, B extends Shape>(
  a: Tensor<A, 'bool'>,
  b: Tensor<B, 'bool'> & FitShapes<A, B, 'logicalXor'>,
): Broadcast<A, B, 'bool', 'logicalXor'>;
export function logicalXor(a: AnyTensor, b: AnyTensor): AnyTensor {
  return build.logical('logicalXor', 'xor', a, b);
}

/**
 * Whether it does not hold.
 *
 * @throws TensorError when x is not bool.
 * @example
 * ```ts
 * import { logicalNot, tensor } from 'thwc';
 * const y = logicalNot(tensor([true, false], 'bool')); // [false, true]
 * ```
 */
export function logicalNot<S extends Shape>(x: Tensor<S, 'bool'>): Tensor<S, 'bool'>;
export function logicalNot(x: AnyTensor): AnyTensor {
  build.demandDType('logicalNot', x, 'bool');
  return build.unary('not', x);
}
