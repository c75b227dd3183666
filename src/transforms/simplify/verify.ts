import * as E from 'fp-ts/lib/Either.js';
import { type Aval, sameShape, showAval } from '../../tensor/aval.ts';
import { atPath } from '../../tensor/error.ts';
import { bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import { outputsOf } from '../../tensor/shape-rules/index.ts';
import { fieldsOf, isPrimitive } from '../print/fields.ts';
import { isOfKind } from '../print/kinds.ts';

/** Why a program is not one. */
export interface InvalidProgram {
  readonly _tag: 'InvalidProgram';
  /** `equation 3 (scan) / body / equation 0 (dot)`, or `outputs`. */
  readonly where: string;
  readonly problem: string;
  readonly message: string;
}

/** Carries an {@link InvalidProgram} to `verifyProgram`, which catches it. */
class Invalid extends Error {
  readonly where: readonly string[];
  readonly problem: string;
  constructor(where: readonly string[], problem: string) {
    super(problem);
    this.where = where;
    this.problem = problem;
  }
}

/**
 * Checks a whole program anew, trusting no number in it: values are made before they are used, parameters are of their
 * kinds, every equation's outputs are what the shape rules say, bodies of scans too.
 *
 * Programs made by tracing always pass; use it on programs that were parsed, or made by a transform.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { flow } from 'fp-ts/lib/function.js';
 * import { parseProgram, verifyProgram } from 'thwc';
 * const read = flow(parseProgram, E.flatMap(verifyProgram)); // the program, or what is wrong and where
 * ```
 */
export const verifyProgram = (program: Program): E.Either<InvalidProgram, Program> => {
  try {
    verifyAt(program, []);
    return E.right(program);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const where = error.where.join(' / ');
    return E.left({
      _tag: 'InvalidProgram',
      where,
      problem: error.problem,
      message: `${where}: ${error.problem}`,
    });
  }
};

const demandAt = (holds: boolean, where: readonly string[], problem: string): void => {
  if (!holds) throw new Invalid(where, problem);
};

const isAval = (a: Aval): boolean => isOfKind.naturals(a.shape) && isOfKind.dtype(a.dtype);

const verifyAt = (program: Program, where: readonly string[]): void => {
  demandAt(isOfKind.program(program), where, 'is not a program');
  const avals: Aval[] = [];
  for (const aval of program.inputs) {
    demandAt(isAval(aval), [...where, 'inputs'], `${showAval(aval)} is not a type of tensors`);
    avals.push(aval);
  }
  program.equations.forEach((equation, i) => {
    verifyEquation(equation, avals, [...where, `equation ${i} (${equation.primitive})`]);
    avals.push(...equation.outputs);
  });
  for (const n of program.outputs) {
    demandAt(
      avals[n] !== undefined,
      [...where, 'outputs'],
      `value %${n} does not exist: there are ${avals.length}`,
    );
  }
};

const verifyEquation = (equation: Equation, avals: readonly Aval[], where: readonly string[]): void => {
  const { primitive, inputs, outputs, path } = equation;
  demandAt(isPrimitive(primitive), where, 'is not a primitive');
  demandAt(primitive !== 'input', where, 'a program has no free inputs');
  verifyParams(equation, where);
  for (const n of inputs) demandAt(avals[n] !== undefined, where, `reads %${n}, which is not made before it`);
  demandAt(Array.isArray(path) && path.every(isOfKind.text), where, 'its path is not a list of names');
  const inside = bodyOf(equation);
  if (inside !== undefined) verifyAt(inside.body, [...where, 'body']);
  if (primitive === 'custom') {
    verifyAt(equation.params.forward, [...where, 'forward']);
    verifyAt(equation.params.backward, [...where, 'backward']);
  }
  if (primitive === 'scan') {
    const { body, consts, carries } = equation.params;
    demandAt(
      inputs.length >= consts + carries,
      where,
      `has ${consts} consts and ${carries} carries, but ${inputs.length} inputs`,
    );
    demandAt(
      body.outputs.length >= carries,
      where,
      `has ${carries} carries, but its body gives ${body.outputs.length}`,
    );
  }
  const expected = shapesOf(
    equation,
    inputs.flatMap((n) => avals[n] ?? []),
    where,
  );
  const same =
    outputs.length === expected.length &&
    expected.every((a, i) => outputs[i]?.dtype === a.dtype && sameShape(a.shape, outputs[i].shape));
  demandAt(same, where, `says it gives ${showAll(outputs)}, but gives ${showAll(expected)}`);
};

const showAll = (avals: readonly Aval[]): string =>
  avals.length === 0 ? 'nothing' : avals.map(showAval).join(', ');

const verifyParams = ({ primitive, params }: Equation, where: readonly string[]): void => {
  const given: ReadonlyMap<string, unknown> = new Map(Object.entries(params));
  const fields = fieldsOf(primitive);
  for (const [name, kind] of fields) {
    demandAt(isOfKind[kind](given.get(name)), where, `its parameter ${name} is not of the kind "${kind}"`);
  }
  for (const name of given.keys()) {
    demandAt(
      fields.some(([field]) => field === name),
      where,
      `has no parameter ${name}`,
    );
  }
};

/** What the shape rules say; their complaint becomes ours. */
const shapesOf = (equation: Equation, inputs: readonly Aval[], where: readonly string[]): readonly Aval[] => {
  try {
    return atPath(equation.path, () => outputsOf(equation.primitive, equation.params, inputs));
  } catch (error) {
    throw new Invalid(where, error instanceof Error ? error.message : String(error));
  }
};
