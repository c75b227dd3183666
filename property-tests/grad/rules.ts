/** Random programs hold rules of their own that mean no derivative: these give them rules that do, or are at least linear. */
import { aval } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import { type Equation, mapBody, type Program } from '../../src/tensor/program.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { inline, traceClosed } from '../../src/tensor/trace.ts';
import { described, type ProgramCase } from '../arbitraries/program.ts';
import { floatPart, pullBack } from './support.ts';

type Tensors = readonly AnyTensor[];

/** What the rule of a function gives for cotangents of its results, at these arguments and results. */
type Rule = (body: Program, args: Tensors, results: Tensors, cts: Tensors) => Tensors;

/** Gives every `custom` of a program, in bodies too, the rule. */
const withRule = (program: Program, rule: Rule): Program => ({
  ...program,
  equations: program.equations.map((given): Equation => {
    const equation = mapBody(given, (body) => withRule(body, rule));
    if (equation.primitive !== 'custom') return equation;
    const { body } = equation.params;
    const forward = traceClosed(body.inputs, (args) => {
      const results = inline(body, args);
      return [...results, ...args, ...results];
    });
    const results = equation.outputs;
    const types = [...body.inputs, ...results, ...results].map(({ shape, dtype }) => aval(shape, dtype));
    const last = body.inputs.length + results.length;
    const backward = traceClosed(types, (all) =>
      rule(body, all.slice(0, body.inputs.length), all.slice(body.inputs.length, last), all.slice(last)),
    );
    return { ...equation, params: { body, forward, backward, captured: 0 } };
  }),
});

/** Something for every argument: for floats the next of a list, for others zeros. */
const forEach = (args: Tensors, floats: Tensors): Tensors => {
  const next = floats.values();
  return args.map(
    (x) => (x.dtype === 'f32' ? next.next().value : undefined) ?? build.full(x.shape, 0, x.dtype),
  );
};

/** The true derivative of the body. */
const derivative: Rule = (body, args, _, cts) => {
  const place = floatPart(body, args);
  return forEach(
    args,
    pullBack(
      place,
      cts.filter((ct) => ct.dtype === 'f32'),
    ),
  );
};

const mean = (x: AnyTensor): AnyTensor => build.mean('mean', x, {});

/**
 * No derivative of anything, but linear in the cotangents, with coefficients that depend on arguments and results. None is
 * larger than 1, so that loops do not blow up.
 */
const linear: Rule = (_, args, results, cts) => {
  const floats = args.filter((x) => x.dtype === 'f32');
  const seen = [...floats, ...results.filter((y) => y.dtype === 'f32')].filter((x) => build.elements(x) > 0);
  const coefficient = (i: number): AnyTensor => {
    const all = seen.reduce(
      (sum, x, j) => build.binary('add', build.binary('mul', mean(x), 0.3 + i - j), sum),
      build.scalar(1 + i, 'f32'),
    );
    return build.unary('sin', all);
  };
  const given = cts.filter((ct) => ct.dtype === 'f32' && build.elements(ct) > 0);
  const all = given.reduce(
    (sum, ct, i) => build.binary('add', sum, build.binary('mul', mean(ct), coefficient(i))),
    build.scalar(0, 'f32'),
  );
  return forEach(
    args,
    floats.map((x, i) =>
      build.binary('mul', build.unary('cos', x), build.binary('div', all, given.length + i)),
    ),
  );
};

const changed = (example: ProgramCase, rule: Rule): ProgramCase =>
  described({ ...example, program: withRule(example.program, rule) });

/** The same program, all rules in it being the true derivatives. */
export const truthful = (example: ProgramCase): ProgramCase => changed(example, derivative);

/** The same program, all rules in it being linear. */
export const linearised = (example: ProgramCase): ProgramCase => changed(example, linear);
