// biome-ignore-all format: overloads are a table, one line each
import type { Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type AnyBuilder, chain } from './chain.ts';
import type { Layer, Spec } from './layer.ts';
import type { Builder } from './spec.ts';

/**
 * A {@link sequence} that still waits for its spec: `flow` for layers. For combinators, which give it the spec
 * where they stand; the compiler needs that place to know the shapes.
 *
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { activation, dense, residual, sequence, spec, steps } from 'thwc/nn';
 * const block = sequence(spec(['batch', 64]), residual(steps(dense(256), activation(relu), dense(64))));
 * ```
 */
export function steps<S extends Shape, D extends DType, P0, O0>(s0: Builder<P0, Tensor<S, D>, O0>): (input: Spec<S, D>) => Layer<[P0], Tensor<S, D>, O0>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>): (input: Spec<S, D>) => Layer<[P0, P1], Tensor<S, D>, O1>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>): (input: Spec<S, D>) => Layer<[P0, P1, P2], Tensor<S, D>, O2>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3], Tensor<S, D>, O3>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4], Tensor<S, D>, O4>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5], Tensor<S, D>, O5>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6], Tensor<S, D>, O6>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6, P7], Tensor<S, D>, O7>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8], Tensor<S, D>, O8>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9], Tensor<S, D>, O9>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9, P10, O10>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>, s10: Builder<P10, O9, O10>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10], Tensor<S, D>, O10>;
export function steps<S extends Shape, D extends DType, P0, O0, P1, O1, P2, O2, P3, O3, P4, O4, P5, O5, P6, O6, P7, O7, P8, O8, P9, O9, P10, O10, P11, O11>(s0: Builder<P0, Tensor<S, D>, O0>, s1: Builder<P1, O0, O1>, s2: Builder<P2, O1, O2>, s3: Builder<P3, O2, O3>, s4: Builder<P4, O3, O4>, s5: Builder<P5, O4, O5>, s6: Builder<P6, O5, O6>, s7: Builder<P7, O6, O7>, s8: Builder<P8, O7, O8>, s9: Builder<P9, O8, O9>, s10: Builder<P10, O9, O10>, s11: Builder<P11, O10, O11>): (input: Spec<S, D>) => Layer<[P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11], Tensor<S, D>, O11>;
export function steps(...builders: readonly AnyBuilder[]): unknown {
  return (input: unknown) => chain(input, builders);
}
