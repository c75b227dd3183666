import type { ShapeError } from '../../shape-types/error.ts';
import { within } from '../../tensor/error.ts';
import type { AnyOptimiser, At, Optimiser } from './optimiser.ts';

/** A part of a chain, whatever its parameters and state. */
export interface Part {
  readonly name: string;
  /** The state before the first step. */
  readonly init: (params: never) => unknown;
  /** As that of an `Optimiser`. */
  readonly update: (state: never, grads: never, at: never) => readonly [unknown, unknown];
}

/** The parameters that the parts of a chain are for: those of the first that is not for any. */
export type ParamsOf<Parts> = Parts extends readonly [infer First, ...infer Rest]
  ? First extends { readonly forAny: true }
    ? ParamsOf<Rest>
    : First extends Optimiser<infer P, infer _>
      ? P
      : never
  : unknown;

/** What has a state to begin with. */
type HasState<S> = Pick<Optimiser<never, S>, 'init'>;

/** The state of a chain: those of its parts, in order. */
export type StatesOf<Parts extends readonly unknown[]> = {
  readonly [K in keyof Parts]: Parts[K] extends HasState<infer S> ? S : never;
};

/** Whether all parts of a chain are for any parameters. */
type AllForAny<Parts> = Parts extends readonly { readonly forAny: true }[] ? true : false;

/** An error in the place of each part that is for other parameters than the first. */
export type Agreeing<Parts, P> = {
  readonly [K in keyof Parts]: Parts[K] extends { readonly forAny: true }
    ? unknown
    : Parts[K] extends Optimiser<P, infer _>
      ? unknown
      : ShapeError<'chain: the parts are for different parameters', P, Parts[K]>;
};

/** What a chain of these parts is. */
export type Chain<Parts extends readonly unknown[]> =
  AllForAny<Parts> extends true ? AnyOptimiser<StatesOf<Parts>> : Optimiser<ParamsOf<Parts>, StatesOf<Parts>>;

type UntypedPart = Optimiser<unknown, unknown>;

/**
 * Parts of an optimiser, each working on what the one before it gives. The state is the list of their states.
 *
 * Associative: `chain(chain(a, b), c)` and `chain(a, chain(b, c))` make the same updates.
 *
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, scaleByAdam, scaleByRate } from 'thwc/train';
 * interface Params {
 *   readonly weight: Tensor<[3, 4]>;
 * }
 * // The parameters of one part are those of all.
 * const optimiser = chain(clipByGlobalNorm(1), scaleByAdam<Params>(), scaleByRate());
 * ```
 */
export function chain<const Parts extends readonly Part[]>(
  ...parts: Parts & Agreeing<Parts, ParamsOf<Parts>>
): Chain<Parts>;
export function chain(...parts: readonly UntypedPart[]): unknown {
  const forAny = parts.every((part) => 'forAny' in part);
  return {
    name: parts.map(({ name }) => name).join(', '),
    ...(forAny ? { forAny } : {}),
    init: (params: unknown) => parts.map(({ name, init }) => within(name, () => init(params))),
    update: (states: readonly unknown[], grads: unknown, at: At<unknown>) => run(parts, states, grads, at),
  };
}

const run = (
  parts: readonly UntypedPart[],
  states: readonly unknown[],
  grads: unknown,
  at: At<unknown>,
): readonly [readonly unknown[], unknown] => {
  let updates = grads;
  const next = parts.map(({ name, update }, i) => {
    const [state, changed] = within(name, () => update(states[i], updates, at));
    updates = changed;
    return state;
  });
  return [next, updates];
};
