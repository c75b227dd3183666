import type { Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type AnyBuilder, buildAs, type UntypedLayer, untyped } from './chain.ts';
import { composite, type Layer, type Spec } from './layer.ts';
import { eachWithKey } from './split-key.ts';

/**
 * Several layers on the same input: gives a record of what each gives; parameters are a record too.
 *
 * @example
 * ```ts
 * import { concat } from 'thwc';
 * import { dense, parallel, pure, sequence, spec } from 'thwc/nn';
 * const two = sequence(
 *   spec(['batch', 64]),
 *   parallel({ mean: dense(8), spread: dense(8) }),
 *   pure('join', ({ mean, spread }) => concat([mean, spread], -1)),
 * ); // ['batch', 16]
 * ```
 */
export function parallel<S extends Shape, D extends DType, Layers>(
  branches: {
    readonly [K in keyof Layers]: (input: Spec<S, D>) => Layers[K];
  },
): (input: Spec<S, D>) => Layer<
  {
    readonly [K in keyof Layers]: Layers[K] extends Layer<infer Params, infer _In, infer _Out>
      ? Params
      : never;
  },
  Tensor<S, D>,
  { readonly [K in keyof Layers]: Layers[K] extends Layer<infer _Params, infer _In, infer Out> ? Out : never }
>;
export function parallel(branches: { readonly [name: string]: AnyBuilder }): unknown {
  return (input: unknown) =>
    parallelLayer(Object.entries(branches).map(([name, f]) => [name, buildAs(name, untyped(f), input)]));
}

type Named<A> = { readonly [name: string]: A };

const parallelLayer = (
  layers: readonly (readonly [string, UntypedLayer])[],
): Layer<Named<unknown>, unknown, Named<unknown>> => {
  const each = <A>(f: (name: string, layer: UntypedLayer) => A): Named<A> =>
    Object.fromEntries(layers.map(([name, layer]) => [name, f(name, layer)]));
  return composite<Named<unknown>, unknown, Named<unknown>>({
    name: 'parallel',
    init: (key) =>
      Object.fromEntries(eachWithKey(layers, key, ([name, layer], own) => [name, layer.init(own)])),
    apply: (params, x) => each((name, layer) => layer.apply(params[name], x)),
    train: (params, x, key) => {
      const trained = eachWithKey(
        layers,
        key,
        ([name, layer], own) => [name, layer.train(params[name], x, own)] as const,
      );
      return {
        out: Object.fromEntries(trained.map(([name, { out }]) => [name, out])),
        params: Object.fromEntries(trained.map(([name, { params }]) => [name, params])),
      };
    },
  });
};
