import type { LastDim } from '../shape-types/axis.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { add } from '../tensor/ops/arithmetic.ts';
import { matmul } from '../tensor/ops/contraction.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { FeaturesRule, WithLast } from './features.ts';
import { zeros } from './initialisers/constant.ts';
import type { Initialiser } from './initialisers/initialiser.ts';
import { glorotUniform } from './initialisers/scaled.ts';
import { type Layer, layer, type Spec } from './layer.ts';
import { knownSize } from './spec.ts';
import { pairOfKeys } from './split-key.ts';

/** The parameters of a dense layer from I features to O. */
export interface DenseParams<I, O> {
  readonly weight: Tensor<[I, O]>;
  readonly bias: Tensor<[O]>;
}

/** How the parameters of a layer with weights and a bias begin. */
export interface WeightOptions {
  /** Default: `glorotUniform`. */
  readonly weight?: Initialiser;
  /** Default: `zeros`. */
  readonly bias?: Initialiser;
}

/** Builds a dense layer to O features. */
export type Dense<O> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'dense'>>,
) => Layer<DenseParams<LastDim<S>, O>, Tensor<S>, Tensor<WithLast<S, O>>>;

/** {@link dense} where the compiler does not follow the sizes. */
export const denseLayer =
  (features: number, { weight = glorotUniform, bias = zeros }: WeightOptions) =>
  (input: Spec): Layer<DenseParams<number, number>, Tensor, Tensor> => {
    const inputs = knownSize('dense', 'the number of features', input, -1);
    return layer(
      'dense',
      (key) => {
        const [forWeight, forBias] = pairOfKeys(key);
        return { weight: weight(forWeight, [inputs, features]), bias: bias(forBias, [features]) };
      },
      (params, x) => add(matmul(x, params.weight), params.bias),
    );
  };

/**
 * `x · weight + bias` on the last axis: `[…, I]` → `[…, features]`, with weights `[I, features]`.
 *
 * @throws TensorError when the spec does not say I as a number, or `features` is not a whole number ≥ 0
 * @example
 * ```ts
 * import { dense, sequence, spec } from 'thwc/nn';
 * // Layer<[DenseParams<512, 256>], Tensor<['batch', 512]>, Tensor<['batch', 256]>>
 * const project = sequence(spec(['batch', 512]), dense(256));
 * ```
 */
export function dense<O extends number>(features: O, options?: WeightOptions): Dense<O>;
export function dense(features: number, options: WeightOptions = {}): unknown {
  const whole = Number.isSafeInteger(features) && features >= 0;
  demand(whole, 'dense', `features must be a whole number ≥ 0, got ${features}`);
  return denseLayer(features, options);
}
