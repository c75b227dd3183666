/**
 * Functions as layers.
 */
import type { Shape } from '../shape-types/dim.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Layer, type NoParams, plain, type Spec } from './layer.ts';
import type { ShapeKeeping } from './shape-keeping.ts';
import type { TensorOf } from './spec.ts';

/** A function of one number, on each element of a tensor of any shape. */
export type Elementwise = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/**
 * An elementwise function as a layer.
 *
 * @example
 * ```ts
 * import { leakyRelu, relu } from 'thwc';
 * import { activation } from 'thwc/nn';
 * const plain = activation(relu);
 * const leaky = activation((x) => leakyRelu(x, { slope: 0.1 }));
 * ```
 */
export function activation(f: Elementwise): ShapeKeeping;
export function activation(f: (x: Tensor) => Tensor): (input: Spec) => Layer<NoParams, Tensor, Tensor> {
  return () => plain(f.name === '' ? 'activation' : f.name, f);
}

/**
 * Any function of a tensor, or of a tree of tensors, as a layer without parameters.
 *
 * @param name names the layer in errors and listings
 * @example
 * ```ts
 * import { mean } from 'thwc';
 * import { dense, pure, sequence, spec } from 'thwc/nn';
 * const overTime = sequence(spec(['batch', 10, 512]), pure('mean over time', (x) => mean(x, { axes: 1 })), dense(46));
 * ```
 */
export const pure =
  <Input, Out>(
    name: string,
    f: (x: TensorOf<Input>) => Out,
  ): ((input: Input) => Layer<NoParams, TensorOf<Input>, Out>) =>
  () =>
    plain(name, f);
