import { mapBody, type Program } from '../../tensor/program.ts';
import { rewrite, transplant } from './builder.ts';

/**
 * Puts the body in the place of what has a derivative of its own: none is taken any
 * more. A checkpoint stays closed: opened, it would be shared with what runs it again, and its memory be kept.
 */
export const openCustom = (program: Program): Program =>
  rewrite(program, (given, into) => {
    const equation = mapBody(given, openCustom);
    if (equation.primitive !== 'custom') return into.emit(equation);
    const { body } = equation.params;
    return body.outputs.map(transplant(body, into, equation.inputs));
  });
