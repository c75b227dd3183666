import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { splitKey } from '../tensor/ops/random.ts';
import { fold, scan } from '../tensor/scan.ts';
import type { AnyTensor, Tensor } from '../tensor/tensor.ts';
import { type AnyBuilder, type UntypedLayer, untyped } from './chain.ts';
import type { KeptRule } from './features.ts';
import { composite, type Key, type Layer, labelled, type Spec, type Trained } from './layer.ts';
import { movingLeaves } from './moving.ts';

/**
 * A layer applied `count` times with the same parameters: `f(… f(f(x)) …)`. The layer keeps the shape; it is traced
 * once, so the program does not grow with the count. In training each time has a key of its own.
 *
 * @throws TensorError when `count` is not a whole number ≥ 0 or the layer changes the shape
 * @example
 * ```ts
 * import { dense, foldTimes, sequence, spec } from 'thwc/nn';
 * const power = sequence(spec(['batch', 64]), foldTimes(3, dense(64))); // one matrix, applied three times
 * ```
 */
export function foldTimes<S extends Shape, Params, O extends Shape>(
  count: number,
  f: Check<KeptRule<S, O, 'foldTimes'>> & ((input: Spec<S>) => Layer<Params, Tensor<S>, Tensor<O>>),
): (input: Spec<S>) => Layer<Params, Tensor<S>, Tensor<S>>;
export function foldTimes(count: number, f: AnyBuilder): unknown {
  const whole = Number.isSafeInteger(count) && count >= 0;
  demand(whole, 'foldTimes', `count must be a whole number ≥ 0, got ${count}`);
  return (input: Spec) => foldLayer(count, untyped(f)(input));
}

const foldLayer = (count: number, built: UntypedLayer): UntypedLayer => {
  const inner = labelled(built.name, built);
  return composite<unknown, unknown, unknown>({
    name: 'foldTimes',
    init: inner.init,
    apply: (params, x) => fold(count, (y: unknown) => inner.apply(params, y), x),
    train: (params, x, key) => trainFold(count, inner, params, x, key),
  });
};

interface Carry {
  readonly x: unknown;
  readonly moved: readonly AnyTensor[];
}

const trainFold = (
  count: number,
  inner: UntypedLayer,
  params: unknown,
  x: unknown,
  key: Key,
): Trained<unknown, unknown> => {
  const moving = movingLeaves('foldTimes', params, inner.train(params, x, key).params);
  const step = ({ x, moved }: Carry, own: Key) => {
    const trained = inner.train(moving.replace(params, moved), x, own);
    return [{ x: trained.out, moved: moving.of(trained.params) }, []] as const;
  };
  const [end] = scan(step, { x, moved: moving.of(params) }, splitKey(key, count));
  return { out: end.x, params: moving.replace(params, end.moved) };
};
