import type { LastDim } from '../shape-types/axis.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type DenseParams, denseLayer, type WeightOptions } from './dense.ts';
import type { FeaturesRule, WithLast } from './features.ts';
import { composite, type Layer, labelled, type Spec } from './layer.ts';
import type { Elementwise } from './pure.ts';
import { knownSize } from './spec.ts';
import { eachWithKey } from './split-key.ts';

/** The parameters of dense layers from I features over each of the widths. */
export type MlpParams<I, Widths extends readonly unknown[]> = Widths extends readonly [infer O, ...infer Rest]
  ? [DenseParams<I, O>, ...MlpParams<O, Rest>]
  : Widths extends readonly []
    ? []
    : DenseParams<number, number>[];

export interface MlpOptions extends WeightOptions {
  /** Between the layers. */
  readonly activation: Elementwise;
  /** After the last layer. Default: nothing. */
  readonly last?: Elementwise;
}

/** Builds dense layers of the widths. */
export type Mlp<Widths extends readonly unknown[]> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'mlp'>>,
) => Layer<MlpParams<LastDim<S>, Widths>, Tensor<S>, Tensor<WithLast<S, LastDim<Widths>>>>;

type Params = readonly DenseParams<number, number>[];

const mlpLayer =
  (widths: readonly number[], { activation, last, ...weights }: MlpOptions) =>
  (input: Spec): Layer<Params, Tensor, Tensor> => {
    const inputs = [knownSize('mlp', 'the number of features', input, -1), ...widths];
    const layers = widths.map((width, i) =>
      labelled(`${i} dense`, denseLayer(width, weights)({ shape: [inputs[i]], dtype: 'f32' })),
    );
    const after = (i: number, x: Tensor): Tensor =>
      i < widths.length - 1 ? activation(x) : (last?.(x) ?? x);
    const apply = (params: Params, x: Tensor): Tensor => {
      demand(
        params.length === layers.length,
        'mlp',
        `parameters for ${params.length} layers`,
        [],
        `${layers.length}`,
      );
      return params.reduce((y, own, i) => after(i, layers[i]?.apply(own, y) ?? y), x);
    };
    return composite<Params, Tensor, Tensor>({
      name: 'mlp',
      init: (key) => eachWithKey(layers, key, (layer, own) => layer.init(own)),
      apply,
      train: (params, x) => ({ out: apply(params, x), params }),
    });
  };

/**
 * Dense layers of the widths, one after the other, with an activation between them: `[…, I]` → `[…, last width]`.
 *
 * @param widths the number of features that each layer gives
 * @throws TensorError when there are no widths, or the spec does not say I as a number
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { mlp, sequence, spec } from 'thwc/nn';
 * // The MLPs of RSTG have a relu after the last layer too.
 * const send = sequence(spec(['edges', 1024]), mlp([512, 512], { activation: relu, last: relu }));
 * ```
 */
export function mlp<const Widths extends readonly [number, ...number[]]>(
  widths: Widths,
  options: MlpOptions,
): Mlp<Widths>;
export function mlp(widths: readonly number[], options: MlpOptions): unknown {
  demand(widths.length > 0, 'mlp', 'takes at least one width');
  return mlpLayer(widths, options);
}
