import type { LastDim } from '../shape-types/axis.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check } from '../shape-types/error.ts';
import { demand } from '../tensor/error.ts';
import { full, zeros } from '../tensor/ops/constants.ts';
import { concat } from '../tensor/ops/join.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Cell, CellInput, CellOutput } from './cell.ts';
import type { FeaturesRule, WithLast } from './features.ts';
import type { Initialiser } from './initialisers/initialiser.ts';
import { glorotUniform } from './initialisers/scaled.ts';
import { type Key, layer, type Spec } from './layer.ts';
import { type LstmParams, type LstmState, lstmCell } from './lstm.ts';
import { knownSize } from './spec.ts';
import { pairOfKeys } from './split-key.ts';

/** How an `lstm` begins, and what it gives. */
export interface LstmOptions {
  /** How the weights begin. Default: `glorotUniform`. */
  readonly weight?: Initialiser;
  /**
   * What the bias of the forget gate begins with; the other biases begin with 0. Default 1: a cell remembers until it has
   * learnt to forget (Jozefowicz, Zaremba, Sutskever, "An empirical exploration of recurrent network architectures", 2015).
   */
  readonly forgetBias?: number;
}

/** Builds an LSTM cell of H units. The number of features must be a number. */
export type Lstm<H> = <S extends Shape>(
  input: Spec<S> & Check<FeaturesRule<S, 'lstm'>>,
) => Cell<LstmParams<LastDim<S>, H>, LstmState<WithLast<S, H>>, Tensor<S>, Tensor<WithLast<S, H>>>;

type Params = LstmParams<number, number>;
type State = LstmState<Shape>;

const lstmLayer =
  (units: number, { weight = glorotUniform, forgetBias = 1 }: LstmOptions) =>
  (input: Spec): Cell<Params, State, Tensor, Tensor> => {
    const features = knownSize('lstm', 'the number of features', input, -1);
    const init = (key: Key): Params => {
      const [forInput, forHidden] = pairOfKeys(key);
      const [zero, forget] = [zeros([units]), full([units], forgetBias)];
      return {
        input: weight(forInput, [features, 4 * units]),
        hidden: weight(forHidden, [units, 4 * units]),
        bias: concat([zero, forget, zero, zero], 0),
      };
    };
    const apply = (params: Params, { state, x }: CellInput<State, Tensor>): CellOutput<State, Tensor> => {
      const next = lstmCell(params, state, x);
      return { state: next, y: next.h };
    };
    const start = (x: Tensor): State => {
      const zero = zeros([...x.shape.slice(0, -1), units]);
      return { h: zero, c: zero };
    };
    return { ...layer('lstm', init, apply), start };
  };

/**
 * An LSTM cell ({@link lstmCell}) as a layer with a state: `x [..., I]` → `y [..., units]`, the state starts at zero.
 *
 * @throws TensorError when the spec does not say I as a number
 * @example
 * ```ts
 * import { dense, lstm, scanOverTime, sequence, spec } from 'thwc/nn';
 * const overTime = sequence(spec(['time', 'batch', 64]), scanOverTime(lstm(128)), dense(46));
 * ```
 */
export function lstm<H extends number>(units: H, options?: LstmOptions): Lstm<H>;
export function lstm(units: number, options: LstmOptions = {}): unknown {
  demand(Number.isSafeInteger(units) && units >= 0, 'lstm', `units must be a whole number ≥ 0, got ${units}`);
  return lstmLayer(units, options);
}
