import type { Aval } from './aval.ts';
import type { Params, Primitive } from './primitives.ts';
import type { AnyTensor } from './tensor.ts';

/** One primitive applied to inputs: a node of the expression graph. */
export type Application<P extends Primitive = Primitive> = {
  readonly [K in P]: {
    /** Order of creation: inputs always have smaller numbers than what is made of them. Means nothing else. */
    readonly id: number;
    readonly primitive: K;
    readonly params: Params[K];
    readonly inputs: readonly AnyTensor[];
    readonly outputs: readonly Aval[];
    /** The layers around the op that made this node, outermost first. */
    readonly path: readonly string[];
  };
}[P];
