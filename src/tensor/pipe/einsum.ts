/**
 * Sums of products, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { EinsumShape } from '../../shape-types/einsum.ts';
import type { Check } from '../../shape-types/error.ts';
import * as ops from '../ops/index.ts';
import type { Tensors } from '../ops/tensors.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { DataLast } from './data-last.ts';

/** What {@link einsum} gives. */
export type Einsum<Pattern extends string, Others extends readonly Shape[]> = <S extends Shape>(
  x: Tensor<S> & Check<EinsumShape<Pattern, [S, ...Others]>>,
) => Result<EinsumShape<Pattern, [S, ...Others]>>;

/**
 * `pipe(x, einsum(pattern, b, …))` is `einsum(pattern, x, b, …)`: the piped tensor is the first operand.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 7, 512]), P.einsum('bij,jk->bik', zeros([512, 64]))); // Tensor<[32, 7, 64]>
 * ```
 */
export function einsum<const Pattern extends string, const Others extends readonly Shape[]>(
  pattern: Pattern,
  ...others: Tensors<Others>
): Einsum<Pattern, Others>;
export function einsum(pattern: string, ...others: readonly Tensor<Shape>[]): DataLast {
  return (x: Tensor<Shape>): AnyTensor => ops.einsum(pattern, x, ...others);
}
