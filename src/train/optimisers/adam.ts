import { chain } from './chain.ts';
import { addDecayedWeights, type DecayOptions } from './decay.ts';
import type { NoState, Optimiser } from './optimiser.ts';
import { scaleByRate } from './rate.ts';
import { type AdamOptions, type AdamState, scaleByAdam } from './scale-by-adam.ts';

/**
 * Adam: θ ← θ − rate · m̂ / (√v̂ + ε), see {@link scaleByAdam}.
 *
 * Parameters whose gradient is always 0 (running statistics) stay as they are, bit for bit.
 *
 * Kingma, Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
 *
 * @throws TensorError when β₁ or β₂ is not in [0, 1) or ε is not > 0.
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { adam, applyUpdates } from 'thwc/train';
 * const params = { weight: tensor([[1, 2]]), bias: tensor([3]) };
 * const grads = { weight: tensor([[10, -10]]), bias: tensor([0]) };
 * const optimiser = adam<typeof params>();
 * const [state, updates] = optimiser.update(optimiser.init(params), grads, { params, rate: scalar(0.1) });
 * const { weight, bias } = applyUpdates(params, updates);
 * const moved = weight; // [[0.9, 2.1]]
 * const kept = bias; // [3]
 * ```
 */
export const adam = <P>(options: AdamOptions = {}): Optimiser<P, readonly [AdamState<P>, NoState]> =>
  chain(scaleByAdam<P>(options), scaleByRate());

/** Options of {@link adamw}. */
export interface AdamWOptions extends AdamOptions, DecayOptions {
  /** λ ≥ 0, the share of a parameter that decays in a step of rate 1. Default 0.01. */
  readonly weightDecay?: number;
}

/**
 * AdamW, Adam with decoupled weight decay: θ ← θ − rate · (m̂ / (√v̂ + ε) + λ·θ), where λ·θ only for the parameters that the
 * mask names (by default those of rank ≥ 2).
 *
 * Loshchilov, Hutter, "Decoupled weight decay regularization" (2019), algorithm 2, with the schedule's multiplier and α in one
 * rate, as in `torch.optim.AdamW`.
 *
 * @throws TensorError when β₁ or β₂ is not in [0, 1), ε is not > 0 or λ is not ≥ 0.
 * @example
 * ```ts
 * import { adamw } from 'thwc/train';
 * interface Params {
 *   readonly weight: Tensor<[3, 4]>;
 *   readonly bias: Tensor<[4]>;
 * }
 * const optimiser = adamw<Params>({ weightDecay: 0.05, mask: (path) => path.endsWith('weight') });
 * ```
 */
export const adamw = <P>({
  weightDecay = 0.01,
  mask,
  ...options
}: AdamWOptions = {}): Optimiser<P, readonly [AdamState<P>, NoState, NoState]> =>
  chain(
    scaleByAdam<P>(options),
    addDecayedWeights(weightDecay, mask === undefined ? {} : { mask }),
    scaleByRate(),
  );
