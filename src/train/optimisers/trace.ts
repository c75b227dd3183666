import { demand } from '../../tensor/error.ts';
import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { add, mul } from '../../tensor/ops/arithmetic.ts';
import type { Optimiser } from './optimiser.ts';
import { zerosLike } from './zeros-like.ts';

/** The state of momentum: a decaying sum of gradients. */
export interface Velocity<P> {
  readonly velocity: P;
}

/** Options of {@link trace}. */
export interface TraceOptions {
  /** μ, how much of the velocity each step leaves, in [0, 1). */
  readonly momentum: number;
  /** Look ahead along the velocity. Default false. */
  readonly nesterov?: boolean;
}

/**
 * Momentum: v ← μ·v + g, from v = 0, and the update is v; with `nesterov` it is g + μ·v.
 *
 * As `torch.optim.SGD` (without dampening) has it, with the rate outside the velocity: Sutskever, Martens, Dahl, Hinton, "On
 * the importance of initialization and momentum in deep learning" (2013), who have it inside, agree while the rate stays.
 * There Nesterov's gradient is taken at the point ahead, θ + μ·v; here the parameters *are* that point.
 *
 * @throws TensorError when momentum is not in [0, 1), or gradients do not have the structure of the parameters.
 * @example
 * ```ts
 * import { scalar, tensor } from 'thwc';
 * import { trace } from 'thwc/train';
 * const x = tensor([1]);
 * const { init, update } = trace<Tensor<[1]>>({ momentum: 0.5 });
 * const at = { params: x, rate: scalar(1) };
 * const [state] = update(init(x), x, at);
 * const [, updates] = update(state, x, at);
 * const faster = updates; // [1.5]
 * ```
 */
export const trace = <P>({ momentum, nesterov = false }: TraceOptions): Optimiser<P, Velocity<P>> => {
  demand(momentum >= 0 && momentum < 1, 'trace', `momentum must be in [0, 1), got ${momentum}`);
  const names = { op: 'trace', names: ['the velocity', 'the gradients'] };
  const onward = (velocity: P, grads: P): P =>
    mapNamedTrees(names, ([v, g]) => add(mul(v, momentum), g), velocity, grads);
  return {
    name: 'trace',
    init: (params) => ({ velocity: zerosLike('trace', params) }),
    update: (state, grads) => {
      const velocity = onward(state.velocity, grads);
      return [{ velocity }, nesterov ? onward(velocity, grads) : velocity];
    },
  };
};
