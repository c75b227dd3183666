import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { arange } from '../tensor/ops/constants.ts';
import { splitKey } from '../tensor/ops/random.ts';
import { type Stacked, scan } from '../tensor/scan.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { vmap } from '../transforms/vmap/vmap.ts';
import { type AnyBuilder, type UntypedLayer, untyped } from './chain.ts';
import type { KeptRule } from './features.ts';
import { composite, type Key, type Layer, labelled, type Spec, type Trained } from './layer.ts';
import { type Moving, movingLeaves } from './moving.ts';

/**
 * `count` copies of a layer one after the other, each with parameters of its own, stacked along a new first axis. The
 * layer keeps the shape; it is traced once, so the program does not grow with the depth. (For copies that share their
 * parameters see {@link foldTimes}.)
 *
 * @throws TensorError when `count` is not a whole number ≥ 1 or the layer changes the shape
 * @example
 * ```ts
 * import { relu } from 'thwc';
 * import { activation, dense, repeat, sequence, spec, steps } from 'thwc/nn';
 * // Eight layers of 64 units; the weights are one tensor [8, 64, 64].
 * const deep = sequence(spec(['batch', 64]), repeat(8, steps(dense(64), activation(relu))));
 * ```
 */
export function repeat<Count extends number, S extends Shape, Params, O extends Shape>(
  count: Count,
  f: Check<KeptRule<S, O, 'repeat'>> & ((input: Spec<S>) => Layer<Params, Tensor<S>, Tensor<O>>),
): (input: Spec<S>) => Layer<Stacked<Params, Count>, Tensor<S>, Tensor<S>>;
export function repeat(count: number, f: AnyBuilder): unknown {
  const whole = Number.isSafeInteger(count) && count >= 1;
  demand(whole, 'repeat', `count must be a whole number ≥ 1, got ${count}`);
  return (input: Spec) => repeatLayer(count, untyped(f)(input));
}

const repeatLayer = (count: number, built: UntypedLayer): UntypedLayer => {
  const inner = labelled(built.name, built);
  return composite<unknown, unknown, unknown>({
    name: 'repeat',
    init: (key) => vmap(inner.init)(splitKey(key, count)),
    // Parameters may hold no tensor: the places say how many copies there are.
    apply: (params, x) =>
      scan((y, { own }) => [inner.apply(own, y), []] as const, x, { own: params, place: arange(count) })[0],
    train: (params, x, key) => trainCopies(inner, params, x, splitKey(key, count)),
  });
};

type Keys = ReturnType<typeof splitKey<number>>;

const trainCopies = (
  inner: UntypedLayer,
  params: unknown,
  x: unknown,
  keys: Keys,
): Trained<unknown, unknown> => {
  const found: { moving?: Moving } = {};
  const step = (y: unknown, { own, key }: { readonly own: unknown; readonly key: Key }) => {
    const trained = inner.train(own, y, key);
    found.moving = movingLeaves('repeat', own, trained.params);
    return [trained.out, found.moving.of(trained.params)] as const;
  };
  const [out, moved] = scan(step, x, { own: params, key: keys });
  return { out, params: found.moving?.replace(params, moved) ?? params };
};
