import { chain } from './chain.ts';
import { addDecayedWeights, demandDecay } from './decay.ts';
import { hasRows, type ParameterMask } from './mask.ts';
import type { NoState, Optimiser } from './optimiser.ts';
import { orthogonalize } from './orthogonalize.ts';
import { type Partitioned, partition } from './partition.ts';
import { scaleByRate } from './rate.ts';
import { type AdamOptions, type AdamState, scaleByAdam } from './scale-by-adam.ts';
import { type TraceOptions, trace, type Velocity } from './trace.ts';

/** Options of {@link muon}: β₁, β₂ and ε are those of Adam, for what is not orthogonalised. */
export interface MuonOptions extends AdamOptions, Partial<TraceOptions> {
  /** Which parameters are orthogonalised. Default: those of rank ≥ 2. */
  readonly matrices?: ParameterMask;
  /** λ ≥ 0, the share of a parameter of rank ≥ 2 that decays in a step of rate 1. Default 0. */
  readonly weightDecay?: number;
}

/** The state of {@link muon}. */
export type MuonState<P> = readonly [
  Partitioned<readonly [Velocity<P>, NoState], AdamState<P>>,
  NoState,
  NoState,
];

/**
 * Muon: matrices move along their momentum (μ = 0.95, Nesterov's), made nearly orthogonal by {@link orthogonalize}; all else by Adam.
 * One rate serves both.
 *
 * Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024), with the size of updates and the decay of Liu et al.,
 * "Muon is scalable for LLM training" (2025), algorithm 1 and eq. 4.
 *
 * @throws TensorError when μ, β₁ or β₂ is not in [0, 1), ε is not > 0 or λ is not ≥ 0.
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, muon } from 'thwc/train';
 * interface Params {
 *   readonly hidden: Tensor<[3, 4]>;
 *   readonly bias: Tensor<[4]>;
 * }
 * const optimiser = chain(clipByGlobalNorm(1), muon<Params>({ momentum: 0.9 }));
 * ```
 */
export const muon = <P>({
  matrices = hasRows,
  momentum = 0.95,
  nesterov = true,
  weightDecay = 0,
  ...options
}: MuonOptions = {}): Optimiser<P, MuonState<P>> => {
  demandDecay('muon', weightDecay);
  return chain(
    partition<P>(matrices)(chain(trace<P>({ momentum, nesterov }), orthogonalize()), scaleByAdam<P>(options)),
    addDecayedWeights(weightDecay),
    scaleByRate(),
  );
};
