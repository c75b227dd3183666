import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { sameShape } from '../tensor/aval.ts';
import { demand } from '../tensor/error.ts';
import { add } from '../tensor/ops/arithmetic.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { KeptRule } from './features.ts';
import { composite, type Layer, labelled, type Spec } from './layer.ts';

/**
 * `x + f(x)` for a layer f that keeps the shape.
 *
 * He, Zhang, Ren, Sun, "Deep residual learning for image recognition" (2016).
 *
 * @throws TensorError when the layer changes the shape and the types could not see it
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { activation, dense, residual, sequence, spec, steps } from 'thwc/nn';
 * const block = sequence(spec(['batch', 64]), residual(steps(dense(256), activation(relu), dense(64))));
 * ```
 */
export function residual<S extends Shape, Params, O extends Shape>(
  f: Check<KeptRule<S, O, 'residual'>> & ((input: Spec<S>) => Layer<Params, Tensor<S>, Tensor<O>>),
): (input: Spec<S>) => Layer<Params, Tensor<S>, Tensor<S>>;
export function residual(f: (input: Spec) => Layer<unknown, Tensor, Tensor>): unknown {
  return (input: Spec) => residualLayer(f(input));
}

const residualLayer = (built: Layer<unknown, Tensor, Tensor>): Layer<unknown, Tensor, Tensor> => {
  const inner = labelled(built.name, built);
  const plus = (x: Tensor, y: Tensor): Tensor => {
    demand(
      sameShape(x.shape, y.shape),
      'residual',
      `${inner.name} changes the shape`,
      [x, y],
      'the same shape',
    );
    return add(x, y);
  };
  return composite<unknown, Tensor, Tensor>({
    name: 'residual',
    init: inner.init,
    apply: (params, x) => plus(x, inner.apply(params, x)),
    train: (params, x, key) => {
      const trained = inner.train(params, x, key);
      return { out: plus(x, trained.out), params: trained.params };
    },
  });
};
