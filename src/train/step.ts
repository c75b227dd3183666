import { demand, within } from '../tensor/error.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { valueAndGrad } from '../transforms/grad/index.ts';
import { applyUpdates } from './optimisers/apply-updates.ts';
import { globalNorm } from './optimisers/global-norm.ts';
import type { Optimiser } from './optimisers/optimiser.ts';

/** What training carries from step to step. */
export interface TrainState<P, S> {
  readonly params: P;
  readonly optimiser: S;
}

/** What is to be known of a step. */
export interface StepReport<More> {
  readonly loss: Tensor<[]>;
  /** The global norm of the gradient, before any clipping. */
  readonly gradientNorm: Tensor<[]>;
  /** The global norm of the parameters after the step: where it is not finite, the step overflowed. */
  readonly parameterNorm: Tensor<[]>;
  /** What the loss function gave besides the loss. */
  readonly more: More;
}

/** The state before the first step. */
export const startTraining = <P, S>(params: P, optimiser: Optimiser<P, S>): TrainState<P, S> => ({
  params,
  optimiser: optimiser.init(params),
});

/**
 * One step of training as a pure function: `(state, rate, …batch) → [state, report]`. Compile it, and feed each state into
 * the next call; the rate is an argument, so a schedule changes it without compiling again.
 *
 * @param loss from the parameters and a batch to `[loss, more]`; `more` (predictions, hits) is not differentiated
 * @example
 * ```ts
 * import { add, compile, matmul, scalar, type Tensor, value } from 'thwc';
 * import { meanSquaredError, sgd, startTraining, trainStep } from 'thwc/train';
 * interface Params { readonly w: Tensor<[2, 1]>; readonly b: Tensor<[1]> }
 * const loss = ({ w, b }: Params, x: Tensor<[4, 2]>, y: Tensor<[4, 1]>) =>
 *   [meanSquaredError(add(matmul(x, w), b), y), []] as const;
 * const optimiser = sgd<Params>({ momentum: 0.9 });
 * const step = compile(trainStep(loss, optimiser));
 * let state = await compile((params: Params) => startTraining(params, optimiser))({ w: value([[0], [0]]), b: value([0]) });
 * for (let i = 0; i < 3; i++) {
 *   const [next, report] = await step(state, value(0.1), value([[0, 0], [0, 1], [1, 0], [1, 1]]), value([[1], [3], [2], [4]]));
 *   state = next;
 * }
 * ```
 */
export const trainStep =
  <P, S, Batch extends readonly unknown[], More>(
    loss: (params: P, ...batch: Batch) => readonly [loss: Tensor<[]>, more: More],
    optimiser: Optimiser<P, S>,
  ) =>
  (
    state: TrainState<P, S>,
    rate: Tensor<[]>,
    ...batch: Batch
  ): readonly [TrainState<P, S>, StepReport<More>] => {
    demand(rate.shape.length === 0, 'trainStep', 'the rate must be one number', [rate], 'f32[]');
    const [[value, more], grads] = valueAndGrad(loss, { aux: true })(state.params, ...batch);
    const [next, updates] = within(optimiser.name, () =>
      optimiser.update(state.optimiser, grads, { params: state.params, rate }),
    );
    const params = applyUpdates(state.params, updates);
    const report = {
      loss: value,
      gradientNorm: globalNorm(grads),
      parameterNorm: globalNorm(params),
      more,
    };
    return [{ params, optimiser: next }, report];
  };
