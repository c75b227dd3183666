/** How far something that some inputs have (a batch, a derivative) goes through a program. */
import type { Equation, Program } from '../tensor/program.ts';

/** Which outputs of an equation take it over, once an input of it has it. */
export type Takes = (equation: Equation) => readonly boolean[];

/** Which outputs of a program it reaches. */
export const reach = (program: Program, inputs: readonly boolean[], takes: Takes): readonly boolean[] => {
  const has = [...inputs];
  for (const equation of program.equations) {
    const any = equation.inputs.some((n) => has[n] === true);
    has.push(...takes(equation).map((takesIt) => any && takesIt));
  }
  return program.outputs.map((n) => has[n] === true);
};

/** Which inputs of a loop's body have it: those given, and the carries that it reaches in the body, until none is added. */
export const settle = (
  body: Program,
  given: readonly boolean[],
  consts: number,
  carries: number,
  takes: Takes,
): readonly boolean[] => {
  let has = given;
  for (;;) {
    const after = reach(body, has, takes);
    const next = has.map(
      (is, i) => is || (i >= consts && i < consts + carries && after[i - consts] === true),
    );
    if (next.every((is, i) => is === has[i])) return has;
    has = next;
  }
};
