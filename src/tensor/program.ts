import type { Aval } from './aval.ts';
import type { Params, Primitive } from './primitives.ts';

/**
 * One step of a program. Values are numbered: first the program's inputs, then the outputs of each
 * equation in order, so `inputs` are numbers of earlier values.
 */
export type Equation<P extends Primitive = Primitive> = {
  readonly [K in P]: {
    readonly primitive: K;
    readonly params: Params[K];
    readonly inputs: readonly number[];
    readonly outputs: readonly Aval[];
    readonly path: readonly string[];
  };
}[P];

/**
 * A closed, linear program: the form that interpreters read. Plain data; equations are in an order in
 * which they can be run.
 */
export interface Program {
  readonly inputs: readonly Aval[];
  readonly equations: readonly Equation[];
  readonly outputs: readonly number[];
}

/** The avals of all values of a program, by number. */
export const avalsOf = (program: Program): readonly Aval[] => [
  ...program.inputs,
  ...program.equations.flatMap((e) => e.outputs),
];
