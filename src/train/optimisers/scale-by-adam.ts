import { demand } from '../../tensor/error.ts';
import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { add, div, mul } from '../../tensor/ops/arithmetic.ts';
import { scalar } from '../../tensor/ops/constants.ts';
import { expm1, sqrt } from '../../tensor/ops/exponential.ts';
import { neg, square } from '../../tensor/ops/rounding.ts';
import { cast } from '../../tensor/ops/select.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Optimiser } from './optimiser.ts';
import { zerosLike } from './zeros-like.ts';

/** The state of Adam. */
export interface AdamState<P> {
  /** t, the steps that were made. */
  readonly count: Tensor<[], 'i32'>;
  /** m, a decaying mean of the gradients (the first moment). */
  readonly first: P;
  /** v, a decaying mean of their squares (the second moment). */
  readonly second: P;
}

/** Options of {@link scaleByAdam}, {@link adam} and {@link adamw}. */
export interface AdamOptions {
  /** β₁, how much of the first moment each step leaves, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** β₂, how much of the second moment each step leaves, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** ε > 0, added to the root of the second moment. Default 1e-8. */
  readonly epsilon?: number;
}

/** 1 − βᵗ without cancellation: 1 − 0.999 is off by 1e-5 of itself in f32. */
const oneMinusPower = (beta: number, count: Tensor<[], 'i32'>): Tensor<[]> =>
  neg(expm1(mul(cast(count, 'f32'), Math.log(beta))));

/**
 * Adam's direction m̂ / (√v̂ + ε), uphill and without the rate: m ← β₁·m + (1−β₁)·g, v ← β₂·v + (1−β₂)·g², from 0,
 * m̂ = m / (1−β₁ᵗ), v̂ = v / (1−β₂ᵗ), at the t-th step. Where all gradients were 0 it is 0.
 *
 * f32 has no square of a gradient beyond 1.8e19: v is then ∞, and stays so, and the parameter where it is. Put
 * {@link clipByGlobalNorm} before it, which has no such bound.
 *
 * Kingma, Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
 *
 * @throws TensorError when β₁ or β₂ is not in [0, 1) or ε is not > 0 (in f32), or structures differ.
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { scaleByAdam } from 'thwc/train';
 * const x = tensor([0.25, -8, 0]);
 * const { init, update } = scaleByAdam<Tensor<[3]>>();
 * const [, updates] = update(init(x), x, { params: x, rate: scalar(1) });
 * const direction = updates; // [1, -1, 0]
 * ```
 */
export const scaleByAdam = <P>({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamOptions = {}): Optimiser<P, AdamState<P>> => {
  for (const [name, beta] of Object.entries({ beta1, beta2 })) {
    demand(beta >= 0 && beta < 1, 'scaleByAdam', `${name} must be in [0, 1), got ${beta}`);
  }
  const sound = Math.fround(epsilon) > 0 && Number.isFinite(epsilon);
  demand(sound, 'scaleByAdam', `epsilon must be a number > 0, got ${epsilon}`);
  const named = (...names: readonly string[]) => ({ op: 'scaleByAdam', names });
  return {
    name: 'scaleByAdam',
    init: (params) => ({
      count: scalar(0, 'i32'),
      first: zerosLike('scaleByAdam', params),
      second: zerosLike('scaleByAdam', params),
    }),
    update: (state, grads) => {
      const count = add(state.count, 1);
      const first = mapNamedTrees(
        named('the first moments', 'the gradients'),
        ([m, g]) => add(mul(m, beta1), mul(g, 1 - beta1)),
        state.first,
        grads,
      );
      const second = mapNamedTrees(
        named('the second moments', 'the gradients'),
        ([v, g]) => add(mul(v, beta2), mul(square(g), 1 - beta2)),
        state.second,
        grads,
      );
      const [ofFirst, ofSecond] = [oneMinusPower(beta1, count), oneMinusPower(beta2, count)];
      const updates = mapNamedTrees(
        named('the first moments', 'the second moments'),
        ([m, v]) => div(div(m, ofFirst), add(sqrt(div(v, ofSecond)), epsilon)),
        first,
        second,
      );
      return [{ count, first, second }, updates];
    },
  };
};
