import type { LastDim } from '../shape-types/axis.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { add, mul, sub } from '../tensor/ops/arithmetic.ts';
import { ones, zeros } from '../tensor/ops/constants.ts';
import { rsqrt } from '../tensor/ops/exponential.ts';
import { mean } from '../tensor/ops/reduction.ts';
import { reshape } from '../tensor/ops/reshape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { FeaturesRule } from './features.ts';
import { type Layer, layer, type Spec } from './layer.ts';
import { knownSize } from './spec.ts';

/** The parameters of a batch normalisation of C channels. */
export interface BatchNormParams<C> {
  readonly scale: Tensor<[C]>;
  readonly shift: Tensor<[C]>;
  /** Estimates over past batches. Training moves them on; they have no gradient. */
  readonly running: { readonly mean: Tensor<[C]>; readonly variance: Tensor<[C]> };
}

/** How `batchNorm` normalises, and how fast its running statistics move. */
export interface BatchNormOptions {
  /** How much of the running statistics each batch leaves as it is. Default 0.9. */
  readonly momentum?: number;
  /** Added to the variance. Default 1e-5. */
  readonly epsilon?: number;
}

/** Builds a batch normalisation. The number of channels must be a number. */
export type BatchNorm = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'batchNorm'>>,
) => Layer<BatchNormParams<LastDim<S>>, Tensor<S>, Tensor<S>>;

type Params = BatchNormParams<number>;
type Vector = Tensor<[number]>;

const batchNormLayer =
  ({ momentum = 0.9, epsilon = 1e-5 }: BatchNormOptions) =>
  (input: Spec): Layer<Params, Tensor, Tensor> => {
    demand(epsilon >= 0, 'batchNorm', `epsilon must be ≥ 0, got ${epsilon}`);
    const channels = knownSize('batchNorm', 'the number of channels', input, -1);
    const normalise = ({ scale, shift }: Params, x: Tensor, center: Vector, variance: Vector): Tensor =>
      add(mul(sub(x, center), mul(scale, rsqrt(add(variance, epsilon)))), shift);
    const moved = (old: Vector, now: Vector): Vector => add(mul(old, momentum), mul(now, 1 - momentum));
    return {
      ...layer<Params, Tensor, Tensor>(
        'batchNorm',
        () => ({
          scale: ones([channels]),
          shift: zeros([channels]),
          running: { mean: zeros([channels]), variance: ones([channels]) },
        }),
        (params, x) => normalise(params, x, params.running.mean, params.running.variance),
      ),
      train: (params, x) => {
        const { center, variance, count } = statistics(x, channels);
        // The batch's variance underestimates that of what it is drawn from.
        const unbiased = mul(variance, count / Math.max(1, count - 1));
        const running = {
          mean: moved(params.running.mean, center),
          variance: moved(params.running.variance, unbiased),
        };
        return { out: normalise(params, x, center, variance), params: { ...params, running } };
      },
    };
  };

/** Mean and variance of each channel over all other axes, and how many numbers they were taken of. */
const statistics = (x: Tensor, channels: number) => {
  const rows = reshape(x, [-1, channels]);
  const center = mean(rows, { axes: 0 });
  const off = sub(rows, center);
  return { center, variance: mean(mul(off, off), { axes: 0 }), count: rows.shape[0] };
};

/**
 * In training each channel is moved and scaled to mean 0 and variance 1 over the batch (all axes but the last), and the
 * running statistics move towards the batch's; once trained the running statistics are used instead. Then each channel
 * is scaled and shifted by parameters.
 *
 * `train` gives the parameters with the running statistics moved on; nothing is stored in the layer.
 *
 * Ioffe, Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift" (2015).
 *
 * @throws TensorError unless 0 ≤ momentum ≤ 1, or when the spec does not say the channels as a number
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { activation, batchNorm, conv2d, sequence, spec } from 'thwc/nn';
 * const block = sequence(spec(['batch', 64, 64, 1]), conv2d({ filters: 16, window: 3 }), batchNorm(), activation(relu));
 * ```
 */
export function batchNorm(options?: BatchNormOptions): BatchNorm;
export function batchNorm(options: BatchNormOptions = {}): unknown {
  const { momentum = 0.9 } = options;
  demand(momentum >= 0 && momentum <= 1, 'batchNorm', `momentum must be in [0, 1], got ${momentum}`);
  return batchNormLayer(options);
}
