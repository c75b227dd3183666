import type { Tensor } from '../../tensor/tensor.ts';

/** Where an update is made: the parameters before it, and the learning rate of this step. */
export interface At<P> {
  readonly params: P;
  readonly rate: Tensor<[]>;
}

/**
 * An optimiser, or a part of one, as pure functions on trees of f32 tensors: from a state and the gradients of a loss to the
 * next state and what is to be added to the parameters ({@link applyUpdates}). `P` is the tree of the parameters, `S` that of
 * the state, which begins as `init(params)`.
 *
 * The rate is an argument of every step, so that a compiled step serves a whole schedule.
 */
export interface Optimiser<P, S> {
  /** Names it in errors and listings. */
  readonly name: string;
  /** The state before the first step. */
  readonly init: (params: P) => S;
  /** The state after a step, and what is to be added to the parameters. */
  readonly update: (state: S, grads: P, at: At<P>) => readonly [state: S, updates: P];
}

/** An optimiser, or a part of one, whose state does not depend on the parameters: it serves any tree. */
export interface AnyOptimiser<S> {
  readonly name: string;
  /** Tells {@link chain} that the tree of parameters is to be known from other parts. */
  readonly forAny: true;
  /** The state before the first step. */
  readonly init: <P>(params: P) => S;
  /** The state after a step, and what is to be added to the parameters. */
  readonly update: <P>(state: S, grads: P, at: At<P>) => readonly [state: S, updates: P];
}

/** The state of what has none. */
export type NoState = readonly [];

/**
 * A part of an optimiser that keeps no state: a function of updates.
 *
 * @param f from the gradients (or what parts before it made of them) to other updates of the same structure
 * @example
 * ```ts
 * import { mapTree, mul, sign } from 'thwc';
 * import { adam, chain, stateless } from 'thwc/train';
 * const signs = stateless('signs', (updates) => mapTree(([g]) => sign(g), updates));
 * const optimiser = chain(signs, adam<{ weight: Tensor<[2, 3]> }>());
 * ```
 */
export const stateless = (name: string, f: <P>(updates: P, at: At<P>) => P): AnyOptimiser<NoState> => ({
  name,
  forAny: true,
  init: () => [],
  update: (state, grads, at) => [state, f(grads, at)],
});
