// biome-ignore-all format: overloads are a table, one line each
import type { Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type AnyBuilder, chain } from './chain.ts';
import type { Layer, Spec } from './layer.ts';
import type { Builder } from './spec.ts';

/**
 * Layers one after the other, each built for what the one before gives: `pipe` for layers. Parameters are a tuple
 * with an entry for each step (`readonly []` for steps that have none).
 *
 * Put several steps into another combinator with {@link steps}; put a finished layer in with {@link use}.
 *
 * @param input the spec of the first layer's input
 * @throws TensorError when a step does not fit what it is given and the types could not see it
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { activation, conv2d, dense, flatten, maxPool2d, sequence, spec } from 'thwc/nn';
 * // Layer<[Conv2dParams<…>, [], [], [], DenseParams<15376, 46>], Tensor<['batch', 64, 64, 1]>, Tensor<['batch', 46]>>
 * const classify = sequence(
 *   spec(['batch', 64, 64, 1]),
 *   conv2d({ filters: 16, window: 3 }), activation(relu), maxPool2d({ window: 2 }), flatten, dense(46),
 * );
 * ```
 */
export function sequence<S extends Shape, D extends DType, P0, O0>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>): Layer<[P0], Tensor<S, D>, O0>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>): Layer<[P0, P1], Tensor<S, D>, O1>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>): Layer<[P0, P1, P2], Tensor<S, D>, O2>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>): Layer<[P0, P1, P2, P3], Tensor<S, D>, O3>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>): Layer<[P0, P1, P2, P3, P4], Tensor<S, D>, O4>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>): Layer<[P0, P1, P2, P3, P4, P5], Tensor<S, D>, O5>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>): Layer<[P0, P1, P2, P3, P4, P5, P6], Tensor<S, D>, O6>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>): Layer<[P0, P1, P2, P3, P4, P5, P6, P7], Tensor<S, D>, O7>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>): Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8], Tensor<S, D>, O8>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>): Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9], Tensor<S, D>, O9>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9, P10, O10>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>, s10: Builder<P10, O9, O10>): Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10], Tensor<S, D>, O10>;
export function sequence<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9, P10, O10, P11, O11>(input: Spec<S, D>, s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>, s10: Builder<P10, O9, O10>, s11: Builder<P11, O10, O11>): Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11], Tensor<S, D>, O11>;
export function sequence(input: unknown, ...builders: readonly AnyBuilder[]): unknown {
  return chain(input, builders);
}
