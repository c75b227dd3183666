import type { Aval } from '../../tensor/aval.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import type { Equation } from '../../tensor/program.ts';
import type { Builder } from './builder.ts';

/** An equation of one output, seen from the program under construction. */
export interface Site {
  readonly into: Builder;
  readonly inputs: readonly number[];
  /** The types of the inputs. */
  readonly avals: readonly Aval[];
  readonly output: Aval;
  readonly path: readonly string[];
}

/** The value that is the equation's result, or nothing: no identity applies. */
export type Identity = number | undefined;

/** The equation that makes an input, if it is of this primitive. */
export const madeBy = <P extends Primitive>(
  site: Site,
  primitive: P,
  input = 0,
): Extract<Equation, { primitive: P }> | undefined => {
  const equation = site.into.definition(site.inputs[input] ?? -1);
  return isOf(equation, primitive) ? equation : undefined;
};

const isOf = <P extends Primitive>(
  equation: Equation | undefined,
  primitive: P,
): equation is Extract<Equation, { primitive: P }> => equation?.primitive === primitive;
