import { demand } from '../../tensor/error.ts';
import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { add, mul } from '../../tensor/ops/arithmetic.ts';
import { hasRows, type ParameterMask } from './mask.ts';
import { type AnyOptimiser, type NoState, stateless } from './optimiser.ts';

/** Which parameters decay. */
export interface DecayOptions {
  /**
   * Default: those of rank ≥ 2, which spares biases, the scales and shifts of norms, and running statistics. (Layers stacked
   * by `repeat` have one axis more: there, say it by the path.)
   */
  readonly mask?: ParameterMask;
}

/** A number ≥ 0, which names itself in the error otherwise. */
export const demandDecay = (op: string, weightDecay: number): void =>
  demand(
    weightDecay >= 0 && Number.isFinite(weightDecay),
    op,
    `weightDecay must be a number ≥ 0, got ${weightDecay}`,
  );

/**
 * Adds λ·θ to the updates of the parameters θ that the mask names: before an adaptive part this is L2 regularisation
 * (½λ‖θ‖² in the loss), after it decoupled weight decay ({@link adamw}).
 *
 * @throws TensorError when λ is not a number ≥ 0, or updates and parameters differ in structure.
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { addDecayedWeights } from 'thwc/train';
 * const params = { weight: tensor([[2]]), bias: tensor([2]) };
 * const grads = { weight: tensor([[1]]), bias: tensor([1]) };
 * const [, { weight, bias }] = addDecayedWeights(0.1).update([], grads, { params, rate: scalar(1) });
 * const decayed = weight; // [[1.2]]
 * const spared = bias; // [1]
 * ```
 */
export const addDecayedWeights = (
  weightDecay: number,
  { mask = hasRows }: DecayOptions = {},
): AnyOptimiser<NoState> => {
  demandDecay('addDecayedWeights', weightDecay);
  const names = { op: 'addDecayedWeights', names: ['the updates', 'the parameters'] };
  return stateless('addDecayedWeights', (updates, { params }) =>
    weightDecay === 0
      ? updates
      : mapNamedTrees(
          names,
          ([g, x], path) => (mask(path, x.shape) ? add(g, mul(x, weightDecay)) : g),
          updates,
          params,
        ),
  );
};
