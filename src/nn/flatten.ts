import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import type { FlattenShape } from '../shape-types/squeeze.ts';
import { flatten as flattenAxes } from '../tensor/ops/reshape.ts';
import type { Result } from '../tensor/result.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Layer, type NoParams, plain, type Spec } from './layer.ts';

/** Builds a layer that merges all axes from `From` on. */
export type Flatten<From extends number> = <S extends Shape>(
  input: Spec<S> & Check<FlattenShape<S, From>>,
) => Layer<NoParams, Tensor<S>, Result<FlattenShape<S, From>>>;

/**
 * Merges all axes from `axis` on.
 *
 * @throws TensorError when the input has no such axis
 * @example
 * ```ts
 * import { flattenFrom, sequence, spec } from 'thwc/nn';
 * const frames = sequence(spec(['batch', 10, 8, 8]), flattenFrom(2)); // ['batch', 10, 64]
 * ```
 */
export function flattenFrom<From extends number>(axis: From): Flatten<From>;
export function flattenFrom(axis: number): (input: Spec) => Layer<NoParams, Tensor, Tensor> {
  return () => plain('flatten', (x) => flattenAxes(x, axis));
}

/** Merges all axes but the first: `['batch', 8, 8, 16]` → `['batch', 1024]`. */
export const flatten: Flatten<1> = flattenFrom(1);
