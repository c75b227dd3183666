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

/** A program that an equation runs inside itself, and how often. */
export interface Body {
  readonly body: Program;
  readonly times: number;
}

/** The body of an equation that has one: of a scan, a checkpoint, or something with a derivative of its own. */
export const bodyOf = ({ primitive, params }: Equation): Body | undefined => {
  if (primitive === 'scan') return { body: params.body, times: params.length };
  if (primitive === 'checkpoint' || primitive === 'custom') return { body: params.body, times: 1 };
  return undefined;
};

/** An equation with another body (of the same inputs and outputs) in the place of its own; as it is if it has none. */
export const mapBody = (equation: Equation, f: (body: Program) => Program): Equation => {
  const inside = bodyOf(equation);
  // One case for each primitive would say the same thrice: the parameters keep their type but for the body, a Program again.
  return inside === undefined
    ? equation
    : ({ ...equation, params: { ...equation.params, body: f(inside.body) } } as Equation);
};
