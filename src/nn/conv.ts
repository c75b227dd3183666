/**
 * Convolution layers over the spatial axes of `[…, ...space, C]`, with a bias.
 */
import type { LastDim } from '../shape-types/axis.ts';
import type { ConvShape } from '../shape-types/conv.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { DivideDims } from '../shape-types/dim-arithmetic.ts';
import type { Check, OnlyKeys } from '../shape-types/error.ts';
import type { ConvOptions, Each, Option, PerAxis, SpatialRank } from '../shape-types/options.ts';
import { demand } from '../tensor/error.ts';
import { add } from '../tensor/ops/arithmetic.ts';
import * as ops from '../tensor/ops/conv.ts';
import { perAxis } from '../tensor/ops/window.ts';
import type { Result } from '../tensor/result.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { WeightOptions } from './dense.ts';
import type { FeaturesRule } from './features.ts';
import { zeros } from './initialisers/constant.ts';
import { glorotUniform } from './initialisers/scaled.ts';
import { type Layer, layer, type Spec } from './layer.ts';
import { knownSize } from './spec.ts';
import { pairOfKeys } from './split-key.ts';

/** What a convolution layer is made of. */
export interface ConvLayerOptions<Rank extends SpatialRank> extends ConvOptions<Rank>, WeightOptions {
  /** The number of channels that it gives. */
  readonly filters: number;
  /** The size of the window, one number for all spatial axes or one for each. */
  readonly window: number | PerAxis<Rank, number>;
}

/** The parameters of a convolution with kernels `[...window, in / groups, filters]`. */
export interface ConvParams<Kernel extends Shape> {
  readonly weight: Tensor<Kernel>;
  readonly bias: Tensor<[LastDim<Kernel>]>;
}

/** The shape of the kernels for inputs of shape S. */
export type KernelShape<
  S extends Shape,
  Options,
  Rank extends SpatialRank,
  Now = unknown,
> = S extends readonly [...infer _, infer C]
  ? DivideDims<C, Option<Options, 'groups', 1>, Now> extends [infer Own]
    ? [...Each<Option<Options, 'window', number>, Rank>, Own, Option<Options, 'filters', number>]
    : [...Each<Option<Options, 'window', number>, Rank>, number, Option<Options, 'filters', number>]
  : Shape;

type OutShape<S extends Shape, Options, Rank extends SpatialRank, Now = unknown> = ConvShape<
  S,
  KernelShape<S, Options, Rank, Now>,
  Options,
  Rank,
  Now
>;

/** Builds a convolution layer. The number of channels must be a number. */
export type Conv<Options, Rank extends SpatialRank> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, `conv${Rank}d`>> & Check<OutShape<S, Options, Rank>>,
) => Layer<ConvParams<KernelShape<S, Options, Rank>>, Tensor<S>, Result<OutShape<S, Options, Rank>>>;

type Untyped = (input: Spec) => Layer<ConvParams<readonly number[]>, Tensor, Tensor>;

const convLayer =
  <Rank extends SpatialRank>(
    name: string,
    rank: Rank,
    options: ConvLayerOptions<Rank>,
    convolve: (x: Tensor, kernel: Tensor<readonly number[]>, slide: ConvOptions<Rank>) => Tensor,
  ): Untyped =>
  (input) => {
    const { filters, window, weight = glorotUniform, bias = zeros, ...slide } = options;
    const { groups = 1 } = slide;
    demand(
      Number.isSafeInteger(filters) && filters >= 0,
      name,
      `filters must be a whole number ≥ 0, got ${filters}`,
    );
    const channels = knownSize(name, 'the number of channels', input, -1);
    demand(
      channels % groups === 0,
      name,
      `groups do not divide the ${channels} channels`,
      [],
      `a multiple of ${groups}`,
    );
    const kernel = [...perAxis(name, 'window', window, rank), channels / groups, filters];
    return layer(
      name,
      (key) => {
        const [forWeight, forBias] = pairOfKeys(key);
        return { weight: weight(forWeight, kernel), bias: bias(forBias, [filters]) };
      },
      (params, x) => add(convolve(x, params.weight, slide), params.bias),
    );
  };

/**
 * Windows over one axis: `[…, T, C]` → `[…, T', filters]`, kernels `[window, C / groups, filters]`.
 *
 * @throws TensorError when the spec does not say C as a number, groups do not divide it, or the kernel does not fit
 */
export function conv1d<const Options extends ConvLayerOptions<1>>(
  options: Options & OnlyKeys<Options, ConvLayerOptions<1>>,
): Conv<Options, 1>;
export function conv1d(options: ConvLayerOptions<1>): unknown {
  return convLayer('conv1d', 1, options, (x, kernel, slide) => ops.conv1d(x, kernel, slide));
}

/**
 * Windows over two axes: `[…, H, W, C]` → `[…, H', W', filters]`, kernels `[h, w, C / groups, filters]`.
 *
 * @throws TensorError when the spec does not say C as a number, groups do not divide it, or the kernel does not fit
 * @example
 * ```ts
 * import { conv2d, sequence, spec } from 'thwc/nn';
 * // Layer<[ConvParams<[3, 3, 1, 16]>], Tensor<['batch', 64, 64, 1]>, Tensor<['batch', 62, 62, 16]>>
 * const edges = sequence(spec(['batch', 64, 64, 1]), conv2d({ filters: 16, window: 3 }));
 * ```
 */
export function conv2d<const Options extends ConvLayerOptions<2>>(
  options: Options & OnlyKeys<Options, ConvLayerOptions<2>>,
): Conv<Options, 2>;
export function conv2d(options: ConvLayerOptions<2>): unknown {
  return convLayer('conv2d', 2, options, (x, kernel, slide) => ops.conv2d(x, kernel, slide));
}

/**
 * Windows over three axes: `[…, T, H, W, C]` → `[…, T', H', W', filters]`, kernels `[t, h, w, C / groups, filters]`.
 *
 * @throws TensorError when the spec does not say C as a number, groups do not divide it, or the kernel does not fit
 */
export function conv3d<const Options extends ConvLayerOptions<3>>(
  options: Options & OnlyKeys<Options, ConvLayerOptions<3>>,
): Conv<Options, 3>;
export function conv3d(options: ConvLayerOptions<3>): unknown {
  return convLayer('conv3d', 3, options, (x, kernel, slide) => ops.conv3d(x, kernel, slide));
}
