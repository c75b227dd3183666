/**
 * Activations, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { GeluOptions } from '../ops/activation.ts';
import * as ops from '../ops/index.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

export { relu, sigmoid, silu, softplus, tanh } from '../ops/activation.ts';

/** What {@link leakyRelu} gives. */
export type LeakyRelu = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/**
 * `pipe(x, leakyRelu(options))` is `leakyRelu(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([-1, 2]), P.leakyRelu({ slope: 0.1 })); // [-0.1, 2]
 * ```
 */
export function leakyRelu(options?: { readonly slope?: number }): LeakyRelu;
export function leakyRelu(options?: { readonly slope?: number }): DataLast {
  return dataLast(ops.leakyRelu, options);
}

/** What {@link elu} gives. */
export type Elu = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/**
 * `pipe(x, elu(options))` is `elu(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([-1, 2]), P.elu()); // [-0.632…, 2]
 * ```
 */
export function elu(options?: { readonly alpha?: number }): Elu;
export function elu(options?: { readonly alpha?: number }): DataLast {
  return dataLast(ops.elu, options);
}

/** What {@link gelu} gives. */
export type Gelu = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/**
 * `pipe(x, gelu(options))` is `gelu(x, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { tensor } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(tensor([-1, 2]), P.gelu({ approximate: 'tanh' })); // [-0.158…, 1.954…]
 * ```
 */
export function gelu(options?: GeluOptions): Gelu;
export function gelu(options?: GeluOptions): DataLast {
  return dataLast(ops.gelu, options);
}
