import { demand } from '../../tensor/error.ts';
import { chain } from './chain.ts';
import { addDecayedWeights, type DecayOptions } from './decay.ts';
import type { AnyOptimiser, NoState, Optimiser } from './optimiser.ts';
import { scaleByRate } from './rate.ts';
import { trace, type Velocity } from './trace.ts';

/** Options of {@link sgd} without momentum. */
export interface SgdOptions extends DecayOptions {
  /** λ ≥ 0: adds λ·θ to the gradients of the parameters that the mask names. Default 0. */
  readonly weightDecay?: number;
}

/** Options of {@link sgd} with momentum. */
export interface MomentumOptions extends SgdOptions {
  /** μ in [0, 1). */
  readonly momentum: number;
  /** Default false. */
  readonly nesterov?: boolean;
}

/** The options of either. */
interface EitherOptions extends SgdOptions, Partial<MomentumOptions> {}

/**
 * Stochastic gradient descent: g ← g + λ·θ, v ← μ·v + g, θ ← θ − rate · v; with `nesterov` θ ← θ − rate · (g + μ·v); without
 * momentum, θ ← θ − rate · g, and no state.
 *
 * As `torch.optim.SGD` without dampening; see {@link trace} and {@link addDecayedWeights}.
 *
 * @throws TensorError when momentum is not in [0, 1), λ is not ≥ 0, or Nesterov's momentum is 0.
 * @example
 * ```ts
 * import { sgd } from 'thwc/train';
 * interface Params {
 *   readonly weight: Tensor<[3, 4]>;
 * }
 * const plain = sgd();
 * const paper = sgd<Params>({ momentum: 0.9, nesterov: true, weightDecay: 1e-4 });
 * ```
 */
export function sgd(
  options?: SgdOptions & { readonly momentum?: never; readonly nesterov?: never },
): AnyOptimiser<readonly [NoState, NoState]>;
export function sgd<P>(options: MomentumOptions): Optimiser<P, readonly [NoState, Velocity<P>, NoState]>;
export function sgd<P>(options?: SgdOptions): Optimiser<P, readonly [NoState, NoState]>;
export function sgd({ weightDecay = 0, mask, momentum, nesterov = false }: EitherOptions = {}): unknown {
  const lookahead = !nesterov || (momentum !== undefined && momentum > 0);
  demand(lookahead, 'sgd', `nesterov needs a momentum > 0, got ${momentum ?? 'none'}`);
  const decay = addDecayedWeights(weightDecay, mask === undefined ? {} : { mask });
  return momentum === undefined
    ? chain(decay, scaleByRate())
    : chain(decay, trace<unknown>({ momentum, nesterov }), scaleByRate());
}
