/**
 * The backbone of the video models (RSTG paper, §3.1): blocks of a 3×3 convolution with bias, ReLU and 2×2 max-pooling.
 */
import { chain, untyped } from '../nn/chain.ts';
import { type ConvParams, conv2d } from '../nn/conv.ts';
import type { FeaturesRule } from '../nn/features.ts';
import { heUniform } from '../nn/initialisers/scaled.ts';
import { composite, type Layer, layer, type Spec } from '../nn/layer.ts';
import { maxPool2d } from '../nn/pool.ts';
import { activation } from '../nn/pure.ts';
import { sequence } from '../nn/sequence.ts';
import type { LastDim } from '../shape-types/axis.ts';
import type { ConvShape } from '../shape-types/conv.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check, OnlyKeys } from '../shape-types/error.ts';
import type { PoolShape } from '../shape-types/pool.ts';
import { demand } from '../tensor/error.ts';
import { relu } from '../tensor/ops/activation.ts';
import type { Result } from '../tensor/result.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type BackboneConfig, pool, window } from './backbone-config.ts';

/** `[…, H, W, C]` after one block; the error where the window does not fit. */
type BlockShape<S extends Shape, F, Padding, Now> =
  ConvShape<S, [3, 3, LastDim<S>, F], { padding: Padding }, 2, Now> extends infer Convolved
    ? Convolved extends Shape
      ? PoolShape<Convolved, { window: 2 }, 2, 'maxPool2d', Now>
      : Convolved
    : never;

/** `[…, H, W, C]` with sizes that the compiler does not know. */
type SomeMap<S extends Shape> = S extends readonly [...infer Lead, infer _, infer __, infer ___]
  ? [...Lead, number, number, number]
  : Shape;

/** `[…, H, W, C]` after all blocks. */
type BackboneShape<
  S extends Shape,
  Filters extends readonly unknown[],
  Padding,
  Now = unknown,
> = Filters extends readonly [infer F, ...infer Rest]
  ? BlockShape<S, F, Padding, Now> extends infer Next
    ? Next extends Shape
      ? BackboneShape<Next, Rest, Padding, Now>
      : Next
    : never
  : Filters extends readonly []
    ? S
    : SomeMap<S>;

/** The parameters of the blocks for inputs of C channels: one convolution each. */
export type BackboneParams<C, Filters extends readonly unknown[]> = Filters extends readonly [
  infer F,
  ...infer Rest,
]
  ? [ConvParams<[3, 3, C, F]>, ...BackboneParams<F, Rest>]
  : Filters extends readonly []
    ? []
    : ConvParams<[3, 3, number, number]>[];

/** The feature maps of frames `[…, H, W, C]` by a configuration; unknown sizes where the padding is not known. */
export type FeatureMaps<
  S extends Shape,
  B extends BackboneConfig,
  Now = unknown,
> = BackboneConfig['padding'] extends B['padding']
  ? SomeMap<S>
  : BackboneShape<S, B['filters'], B['padding'], Now>;

/** Builds a backbone for frames `[…, H, W, C]`. */
export type Backbone<B extends BackboneConfig> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'backbone'>> & Check<FeatureMaps<S, B>>,
) => Layer<BackboneParams<LastDim<S>, B['filters']>, Tensor<S>, Result<FeatureMaps<S, B>>>;

/** One block, whose parameters are those of its convolution. */
const block = (filters: number, padding: BackboneConfig['padding']) => (input: Spec) => {
  const stages = sequence(
    input,
    conv2d({ filters, window, padding, weight: heUniform }),
    activation(relu),
    maxPool2d({ window: pool }),
  );
  return layer(
    'block',
    (key) => stages.init(key)[0],
    (params: ReturnType<typeof stages.init>[0], x: Tensor) => stages.apply([params, [], []], x),
  );
};

/**
 * Convolution blocks one after the other, each a 3×3 convolution with bias, ReLU and a 2×2 max-pool (RSTG paper, §3.1), as
 * a step of `sequence`: one frame `[H, W, C]`, or frames `[…, H, W, C]` with any leading axes, to feature maps. Without
 * padding three blocks make 6×6 cells of a frame of 64×64 pixels, with `'same'` 8×8.
 *
 * Parameters are a list with one `{ weight, bias }` for each block, so the leaves are called `0.weight`, `0.bias`,
 * `1.weight`, … Weights begin uniform with variance 2 / fan-in (He et al. 2015), biases at zero.
 *
 * @throws TensorError when there are no filters, or nothing is left of a frame
 * @example
 * ```ts
 * import { sequence, spec } from 'thwc/nn';
 * import { backbone } from 'thwc/models';
 * const frames = sequence(spec([10, 64, 64, 1]), backbone({ filters: [16, 32, 64], padding: 'valid' }));
 * const maps = (x: Tensor<[10, 64, 64, 1]>, params: ReturnType<typeof frames.init>) => frames.apply(params, x); // Tensor<[10, 6, 6, 64]>
 * ```
 */
export function backbone<const B extends BackboneConfig>(
  config: B & OnlyKeys<B, BackboneConfig>,
): Backbone<B>;
export function backbone({ filters, padding }: BackboneConfig): unknown {
  demand(filters.length > 0, 'backbone', 'takes at least one number of filters');
  const blocks = filters.map((n) => untyped(block(n, padding)));
  return (input: Spec) => composite({ ...chain(input, blocks), name: 'backbone' });
}
