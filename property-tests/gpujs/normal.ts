/** Random programs without the numbers that shaders may take for 0. */
import { type Equation, mapBody, type Program } from '../../src/tensor/program.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { described, type ProgramCase } from '../arbitraries/program.ts';

const flushed = (value: AnyValue): AnyValue =>
  value.dtype === 'f32'
    ? makeValue(
        value.shape,
        'f32',
        Float32Array.from(value.data, (x) => (Math.abs(x) < 2 ** -126 ? 0 : x)),
      )
    : value;

const inEquation = (equation: Equation): Equation =>
  equation.primitive === 'constant'
    ? { ...equation, params: { value: flushed(equation.params.value) } }
    : mapBody(equation, inProgram);

const inProgram = (program: Program): Program => ({
  ...program,
  equations: program.equations.map(inEquation),
});

/** With 0 for what is smaller than 2^-126 but not 0: shaders may take it for 0, or not, from one operation to the next. */
export const normalised = ({ program, inputs }: ProgramCase): ProgramCase =>
  described({ program: inProgram(program), inputs: inputs.map(flushed) });
