import type { Aval } from '../../tensor/aval.ts';
import { binary, full } from '../../tensor/build.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

/** A tangent or a cotangent. Nothing stands for zero: what is known to be zero is never computed with. */
export type Maybe = AnyTensor | undefined;

/** The sum of two, either of which may be zero. */
export const plus = (a: Maybe, b: Maybe): Maybe =>
  a === undefined ? b : b === undefined ? a : binary('add', a, b);

/** A zero that has to be there as a tensor. */
export const zeros = ({ shape, dtype }: Aval): AnyTensor => full(shape, 0, dtype);

/** Whether a primitive can pass a derivative on to this output of its. */
const passes = (primitive: Primitive, { dtype }: Aval): boolean =>
  dtype === 'f32' && primitive !== 'stopGradient';

/** Which outputs of an equation may depend differentiably on its inputs, if any of these does. */
export const activeOutputs = ({ primitive, outputs }: Equation, any: boolean): readonly boolean[] =>
  outputs.map((output) => any && passes(primitive, output));

/** Which outputs of a program may depend differentiably on the inputs said. */
export const spread = (program: Program, inputs: readonly boolean[]): readonly boolean[] => {
  const active = [...inputs];
  for (const equation of program.equations) {
    active.push(
      ...activeOutputs(
        equation,
        equation.inputs.some((n) => active[n] === true),
      ),
    );
  }
  return program.outputs.map((n) => active[n] === true);
};

/** Which inputs of a loop's body have derivatives: those said, and the carries that become so in the body. */
export const settle = (
  body: Program,
  said: readonly boolean[],
  consts: number,
  carries: number,
): readonly boolean[] => {
  let active = said;
  for (;;) {
    const after = spread(body, active);
    const next = active.map(
      (is, i) => is || (i >= consts && i < consts + carries && after[i - consts] === true),
    );
    if (next.every((is, i) => is === active[i])) return active;
    active = next;
  }
};
