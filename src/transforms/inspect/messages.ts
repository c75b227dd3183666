import type { Aval } from '../../tensor/aval.ts';
import { avalsOf, bodyOf, type Equation, type Program } from '../../tensor/program.ts';

/** A program that also gives the messages it marks. */
interface Tapped {
  readonly program: Program;
  /** How many outputs were added, after the program's own. */
  readonly taps: number;
}

/**
 * The same program with every tensor marked as messages under `label` as a further output, in the order in
 * which they are made. Messages inside a scan come stacked along a new first axis, one slice for each step.
 *
 * Lets one see what a network says while it runs, without changing the network.
 *
 * @example
 * ```ts
 * import { programOf, tapMessages, messages, zeros } from 'thwc';
 * const tapped = tapMessages(programOf((x) => messages(x, 'sent'), zeros([3, 4])), 'sent');
 * ```
 */
export const tapMessages = (program: Program, label: string): Tapped => {
  const equations: Equation[] = [];
  const tapped: number[] = [];
  // Tapped scans have more outputs than before, so values get new numbers.
  const renumbered: number[] = program.inputs.map((_, i) => i);
  let next = program.inputs.length;
  const number = (n: number): number => renumbered[n] ?? n;
  for (const equation of program.equations) {
    const inputs = equation.inputs.map(number);
    const own = equation.outputs.length;
    const [made, taps] = tapEquation({ ...equation, inputs }, label);
    equations.push(made);
    for (let i = 0; i < own; i++) renumbered.push(next + i);
    for (let i = 0; i < taps; i++) tapped.push(next + made.outputs.length - taps + i);
    next += made.outputs.length;
  }
  return {
    program: { inputs: program.inputs, equations, outputs: [...program.outputs.map(number), ...tapped] },
    taps: tapped.length,
  };
};

/** An equation that gives its messages, and how many of its last outputs they are. */
const tapEquation = (equation: Equation, label: string): readonly [Equation, number] => {
  if (equation.primitive === 'messages') return [equation, equation.params.label === label ? 1 : 0];
  const inside = bodyOf(equation);
  if (inside === undefined) return [equation, 0];
  const { program: body, taps } = tapMessages(inside.body, label);
  if (equation.primitive !== 'scan') {
    // What had a derivative of its own gives more than that derivative knows of: only its body is run from here on.
    const { inputs, outputs, path } = equation;
    const all = [...outputs, ...tappedAvals(body, taps)];
    return [{ primitive: 'checkpoint', params: { body }, inputs, outputs: all, path }, taps];
  }
  const { params } = equation;
  const stacked = tappedAvals(body, taps).map(({ shape, dtype }) => ({
    shape: [params.length, ...shape],
    dtype,
  }));
  return [{ ...equation, params: { ...params, body }, outputs: [...equation.outputs, ...stacked] }, taps];
};

const tappedAvals = (program: Program, taps: number): readonly Aval[] => {
  const values = avalsOf(program);
  return program.outputs.slice(program.outputs.length - taps).flatMap((n) => values[n] ?? []);
};
