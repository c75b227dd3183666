import { mapBody, type Program } from '../../tensor/program.ts';
import { rewrite } from './builder.ts';
import { identityOf } from './identities.ts';

/**
 * Replaces equations by simpler ones where an identity holds bit for bit: two transposes by one, x · 1 by x, −(−x)
 * by x. The equations that are no longer needed stay, for `eliminateDead`.
 */
export const applyIdentities = (program: Program): Program =>
  rewrite(program, (given, into) => {
    const equation = mapBody(given, applyIdentities);
    const { primitive, params, inputs, outputs, path } = equation;
    const [output] = outputs;
    if (output === undefined || outputs.length !== 1) return into.emit(equation);
    const found = identityOf(primitive, params, { into, inputs, avals: inputs.map(into.aval), output, path });
    return found === undefined ? into.emit(equation) : [found];
  });
