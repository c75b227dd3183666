import { type Aval, showAval } from '../../tensor/aval.ts';
import type { Calling, Params, Primitive } from '../../tensor/primitives.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import { outputsOf } from '../../tensor/shape-rules/index.ts';

/** A program while it is put together, equation by equation. */
export interface Builder {
  /** The type of a value that exists already. */
  readonly aval: (n: number) => Aval;
  /** The equation that makes a value; nothing for inputs. */
  readonly definition: (n: number) => Equation | undefined;
  /** Adds an equation as it is; gives the numbers of its outputs. */
  readonly emit: (equation: Equation) => readonly number[];
  /** Applies a primitive of one output; gives its number. */
  readonly apply: <P extends Exclude<Primitive, Calling | 'input'>>(
    primitive: P,
    params: Params[P],
    inputs: readonly number[],
    path: readonly string[],
  ) => number;
  readonly finish: (outputs: readonly number[]) => Program;
}

/** Starts a program with inputs of these types: values 0, 1, … */
export const builder = (inputs: readonly Aval[]): Builder => {
  const avals: Aval[] = [...inputs];
  const makers: (Equation | undefined)[] = inputs.map(() => undefined);
  const equations: Equation[] = [];
  const aval = (n: number): Aval => {
    const found = avals[n];
    if (found === undefined) throw new RangeError(`simplify: value %${n} does not exist`);
    return found;
  };
  const emit = (equation: Equation): readonly number[] => {
    equations.push(equation);
    return equation.outputs.map((output) => {
      makers.push(equation);
      return avals.push(output) - 1;
    });
  };
  return {
    aval,
    definition: (n) => makers[n],
    emit,
    apply: (primitive, params, args, path) => {
      const equation = makeEquation(
        primitive,
        params,
        args,
        outputsOf(primitive, params, args.map(aval)),
        path,
      );
      const [n] = emit(equation);
      if (n === undefined) throw new RangeError(`simplify: ${primitive} has no output`);
      return n;
    },
    finish: (outputs) => ({ inputs, equations, outputs }),
  };
};

export const makeEquation = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: readonly number[],
  outputs: readonly Aval[],
  path: readonly string[],
): Equation =>
  // `Equation<P>` is one of the union's members, which the compiler can not see for a generic `P`.
  ({ primitive, params, inputs, outputs, path }) as Equation;

/** Looks a number up in a table that must have it. */
export const lookup = (table: readonly number[], n: number): number => {
  const found = table[n];
  if (found === undefined) throw new RangeError(`simplify: value %${n} is used before it is made`);
  return found;
};

/**
 * Goes through a program in order; `step` gets each equation with its inputs renumbered for the new program, and
 * gives the values of the new program that stand for the equation's outputs. `standIns` are what stands for the
 * program's inputs. Gives the new number of every old value.
 */
export const transplant = (
  program: Program,
  into: Builder,
  standIns: readonly number[],
  step: (equation: Equation, into: Builder, old: number) => readonly number[] = (equation) =>
    into.emit(equation),
): ((n: number) => number) => {
  const renumbered: number[] = [...standIns];
  for (const equation of program.equations) {
    const inputs = equation.inputs.map((n) => lookup(renumbered, n));
    const results = step({ ...equation, inputs }, into, renumbered.length);
    if (results.length !== equation.outputs.length) {
      throw new RangeError(
        `simplify: ${equation.primitive} gives ${equation.outputs.map(showAval).join(', ')}`,
      );
    }
    renumbered.push(...results);
  }
  return (n) => lookup(renumbered, n);
};

/** A program with the same inputs and outputs, its equations replaced as `step` says. */
export const rewrite = (
  program: Program,
  step: (equation: Equation, into: Builder) => readonly number[],
): Program => {
  const into = builder(program.inputs);
  const renumber = transplant(
    program,
    into,
    program.inputs.map((_, i) => i),
    step,
  );
  return into.finish(program.outputs.map(renumber));
};
