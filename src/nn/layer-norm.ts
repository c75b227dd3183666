import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { add, mul } from '../tensor/ops/arithmetic.ts';
import { ones, zeros } from '../tensor/ops/constants.ts';
import { standardize } from '../tensor/ops/statistics.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { FeaturesRule } from './features.ts';
import { type Layer, layer, type Spec } from './layer.ts';
import { knownSize } from './spec.ts';

/** The last `Count` dimensions. */
export type LastDims<S extends Shape, Count, Out extends Shape = []> = Out['length'] extends Count
  ? Out
  : S extends readonly [...infer Rest, infer D]
    ? LastDims<Rest, Count, [D, ...Out]>
    : Shape;

/** The parameters of a layer normalisation over axes of shape S. */
export interface LayerNormParams<S extends Shape> {
  readonly scale: Tensor<S>;
  readonly shift: Tensor<S>;
}

/** What `layerNorm` normalises over. */
export interface LayerNormOptions<Axes extends number> {
  /** How many of the last axes are normalised together. Default 1. */
  readonly axes?: Axes;
  /** Added to the variance. Default 1e-5. */
  readonly epsilon?: number;
}

/** Builds a layer normalisation over the last axes, whose sizes must be numbers. */
export type LayerNorm<Axes extends number> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'layerNorm'>>,
) => Layer<LayerNormParams<LastDims<S, Axes>>, Tensor<S>, Tensor<S>>;

type Params = LayerNormParams<readonly number[]>;

const layerNormLayer =
  ({ axes = 1, epsilon = 1e-5 }: LayerNormOptions<number>) =>
  (input: Spec): Layer<Params, Tensor, Tensor> => {
    demand(epsilon >= 0, 'layerNorm', `epsilon must be ≥ 0, got ${epsilon}`);
    const last = Array.from({ length: axes }, (_, i) => i - axes);
    const shape = last.map((axis) => knownSize('layerNorm', `the size of axis ${axis}`, input, axis));
    return layer(
      'layerNorm',
      () => ({ scale: ones(shape), shift: zeros(shape) }),
      ({ scale, shift }, x) => add(mul(standardize(x, { axes: last, epsilon }), scale), shift),
    );
  };

/**
 * Each example is moved and scaled to mean 0 and variance 1 over its last axes, then scaled and shifted by parameters.
 *
 * Ba, Kiros, Hinton, "Layer normalization" (2016).
 *
 * @throws TensorError when the spec does not say the sizes of those axes as numbers
 * @example
 * ```ts
 * import { dense, layerNorm, sequence, spec } from 'thwc/nn';
 * const normed = sequence(spec(['batch', 512]), dense(256), layerNorm());
 * ```
 */
export function layerNorm<Axes extends number = 1>(options?: LayerNormOptions<Axes>): LayerNorm<Axes>;
export function layerNorm(options: LayerNormOptions<number> = {}): unknown {
  const { axes = 1 } = options;
  demand(
    Number.isSafeInteger(axes) && axes >= 1,
    'layerNorm',
    `axes must be a whole number ≥ 1, got ${axes}`,
  );
  return layerNormLayer(options);
}
