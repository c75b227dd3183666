import type { Application } from '../../src/tensor/application.ts';
import type { Aval } from '../../src/tensor/aval.ts';
import type { Equation, Program } from '../../src/tensor/program.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import type { Traced } from '../../src/tensor/trace.ts';

/**
 * All that leads from inputs to results, as a program. As `trace`, but only what is older than `born` is captured:
 * constants, and what depends on them alone, become equations, so that bodies have invariants to hoist.
 */
export const linearise = (
  inputs: readonly AnyTensor[],
  results: readonly AnyTensor[],
  born: number,
): Traced => {
  const own = new Set(inputs.map((x) => x.source));
  const captured = new Map<string, AnyTensor>();
  const order: Application[] = [];
  const seen = new Set<Application>();
  const visit = (x: AnyTensor): void => {
    const { source } = x;
    if (own.has(source) || seen.has(source)) return;
    if (source.id < born) {
      captured.set(key(x), x);
      return;
    }
    seen.add(source);
    for (const input of source.inputs) visit(input);
    order.push(source);
  };
  for (const x of results) visit(x);

  const numbers = new Map<string, number>();
  for (const x of [...captured.values(), ...inputs]) numbers.set(key(x), numbers.size);
  const numberOf = (x: AnyTensor): number => numbers.get(key(x)) ?? -1;
  const equations = order.map((application) => {
    const { id, primitive, params, outputs, path } = application;
    const args = application.inputs.map(numberOf);
    for (const i of outputs.keys()) numbers.set(`${id}.${i}`, numbers.size);
    // Primitive and parameters come from one application, so they belong together.
    return { primitive, params, inputs: args, outputs: outputs.map(plain), path } as Equation;
  });
  const types = [...captured.values(), ...inputs].map(plain);
  const program: Program = { inputs: types, equations, outputs: results.map(numberOf) };
  return { program, captured: [...captured.values()] };
};

/** Only what an aval is: tensors pass for avals too, but do not belong in programs. */
const plain = ({ shape, dtype }: Aval): Aval => ({ shape, dtype });

/** The same for a whole program, such as one that `trace` made. */
export const plainProgram = (program: Program): Program => ({
  ...program,
  inputs: program.inputs.map(plain),
  equations: program.equations.map((e) => ({ ...e, outputs: e.outputs.map(plain) })),
});

const key = (x: AnyTensor): string => `${x.source.id}.${x.output}`;
