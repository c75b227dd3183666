/**
 * Logic on masks, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Broadcast, FitShapes } from '../ops/broadcasting.ts';
import * as ops from '../ops/index.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

export { logicalNot } from '../ops/logic.ts';

/** What {@link logicalAnd} gives. */
export type LogicalAnd<B extends Shape> = <A extends Shape>(
  x: Tensor<A, 'bool'> & FitShapes<A, B, 'logicalAnd'>,
) => Broadcast<A, B, 'bool', 'logicalAnd'>;

/**
 * `x and b` for `pipe`: `pipe(x, logicalAnd(b))` is `logicalAnd(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { gt, lt, tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const x = tensor([1, 2, 3]);
 * const y = pipe(gt(x, 1), P.logicalAnd(lt(x, 3))); // Tensor<[3], 'bool'>
 * ```
 */
export function logicalAnd<B extends Shape>(b: Tensor<B, 'bool'>): LogicalAnd<B>;
export function logicalAnd(b: AnyTensor): DataLast {
  return dataLast(ops.logicalAnd, b);
}

/** What {@link logicalOr} gives. */
export type LogicalOr<B extends Shape> = <A extends Shape>(
  x: Tensor<A, 'bool'> & FitShapes<A, B, 'logicalOr'>,
) => Broadcast<A, B, 'bool', 'logicalOr'>;

/**
 * `x or b` for `pipe`: `pipe(x, logicalOr(b))` is `logicalOr(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { gt, lt, tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const x = tensor([1, 2, 3]);
 * const y = pipe(gt(x, 1), P.logicalOr(lt(x, 3))); // Tensor<[3], 'bool'>
 * ```
 */
export function logicalOr<B extends Shape>(b: Tensor<B, 'bool'>): LogicalOr<B>;
export function logicalOr(b: AnyTensor): DataLast {
  return dataLast(ops.logicalOr, b);
}

/** What {@link logicalXor} gives. */
export type LogicalXor<B extends Shape> = <A extends Shape>(
  x: Tensor<A, 'bool'> & FitShapes<A, B, 'logicalXor'>,
) => Broadcast<A, B, 'bool', 'logicalXor'>;

/**
 * `either x or b` for `pipe`: `pipe(x, logicalXor(b))` is `logicalXor(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { gt, lt, tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const x = tensor([1, 2, 3]);
 * const y = pipe(gt(x, 1), P.logicalXor(lt(x, 3))); // Tensor<[3], 'bool'>
 * ```
 */
export function logicalXor<B extends Shape>(b: Tensor<B, 'bool'>): LogicalXor<B>;
export function logicalXor(b: AnyTensor): DataLast {
  return dataLast(ops.logicalXor, b);
}
