/**
 * Products summed over axes, data last: the piped tensor is the left operand.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { MatmulShape } from '../../shape-types/matmul.ts';
import * as ops from '../ops/index.ts';
import type { DotShape, TensordotAxes, TensordotShape } from '../ops/shapes.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link matmul} gives. */
export type Matmul<B extends Shape> = <A extends Shape>(
  x: Tensor<A> & Check<MatmulShape<A, B>>,
) => Result<MatmulShape<A, B>>;

/**
 * `pipe(x, matmul(b))` is `matmul(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 512]), P.matmul(zeros([512, 64]))); // Tensor<[32, 64]>
 * ```
 */
export function matmul<B extends Shape>(b: Tensor<B>): Matmul<B>;
export function matmul(b: AnyTensor): DataLast {
  return dataLast(ops.matmul, b);
}

/** What {@link dot} gives. */
export type Dot<B extends Shape> = <A extends Shape>(
  x: Tensor<A> & Check<DotShape<A, B>>,
) => Result<DotShape<A, B>>;

/**
 * `pipe(x, dot(b))` is `dot(x, b)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([[3, 4], [0, 1]]), P.dot(tensor([1, 1]))); // [7, 1]
 * ```
 */
export function dot<B extends Shape>(b: Tensor<B>): Dot<B>;
export function dot(b: AnyTensor): DataLast {
  return dataLast(ops.dot, b);
}

/** What {@link tensordot} gives. */
export type Tensordot<B extends Shape, Pairs extends TensordotAxes> = <A extends Shape>(
  x: Tensor<A> & Check<TensordotShape<A, B, Pairs>>,
) => Result<TensordotShape<A, B, Pairs>>;

/**
 * `pipe(x, tensordot(b, axes))` is `tensordot(x, b, axes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([2, 3, 4]), P.tensordot(zeros([3, 4, 5]), 2)); // Tensor<[2, 5]>
 * ```
 */
export function tensordot<B extends Shape, const Pairs extends TensordotAxes>(
  b: Tensor<B>,
  axes: Pairs,
): Tensordot<B, Pairs>;
export function tensordot(b: AnyTensor, axes: TensordotAxes): DataLast {
  return dataLast(ops.tensordot, b, axes);
}
