import type { Params } from '../../tensor/primitives.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import { builder, lookup } from './builder.ts';

/**
 * Leaves out what no output needs. A scan loses the ys that nobody reads, the carries that only feed themselves,
 * and then the consts and xs that its body no longer uses. The inputs and outputs of the program stay.
 *
 * @example
 * ```ts
 * // program(%0: f32[2]) {            program(%0: f32[2]) {
 * //   %1 = unary(%0) { op: exp }  ⟶   return %0
 * //   return %0                     }
 * // }
 * ```
 */
export const eliminateDead = (program: Program): Program =>
  narrow(
    program,
    program.outputs.map(() => true),
  ).program;

/** A program without what the kept outputs do not need; which of its inputs they do need. */
interface Narrowed {
  readonly program: Program;
  readonly needs: readonly boolean[];
}

/** Keeps only some outputs, and what they need. The inputs all stay. */
const narrow = (program: Program, keep: readonly boolean[]): Narrowed => {
  const outputs = program.outputs.filter((_, i) => keep[i]);
  const live = new Set(outputs);
  // Backwards: when an equation comes, all that reads it has been seen.
  const kept: (Shrunk | undefined)[] = new Array(program.equations.length);
  let next = program.inputs.length + program.equations.reduce((n, e) => n + e.outputs.length, 0);
  for (let i = program.equations.length - 1; i >= 0; i--) {
    const equation = program.equations[i];
    if (equation === undefined) continue;
    next -= equation.outputs.length;
    const first = next;
    const read = equation.outputs.map((_, j) => live.has(first + j));
    if (!read.includes(true)) continue;
    const shrunk = shrink(equation, read);
    kept[i] = shrunk;
    for (const n of shrunk.equation.inputs) live.add(n);
  }
  return { program: renumbered(program, kept, outputs), needs: program.inputs.map((_, i) => live.has(i)) };
};

/** An equation with fewer outputs: `places` says where each old output is now. Inputs have their old numbers. */
interface Shrunk {
  readonly equation: Equation;
  readonly places: readonly (number | undefined)[];
}

const renumbered = (
  program: Program,
  kept: readonly (Shrunk | undefined)[],
  outputs: readonly number[],
): Program => {
  const into = builder(program.inputs);
  // −1: dead, so never looked up.
  const numbers = program.inputs.map((_, i) => i);
  program.equations.forEach((old, i) => {
    const shrunk = kept[i];
    if (shrunk === undefined) {
      numbers.push(...old.outputs.map(() => -1));
      return;
    }
    const { equation, places } = shrunk;
    const results = into.emit({ ...equation, inputs: equation.inputs.map((n) => lookup(numbers, n)) });
    numbers.push(...places.map((place) => (place === undefined ? -1 : lookup(results, place))));
  });
  return into.finish(outputs.map((n) => lookup(numbers, n)));
};

const shrink = (equation: Equation, read: readonly boolean[]): Shrunk => {
  if (equation.primitive === 'scan') return shrinkScan(equation, read);
  if (equation.primitive === 'checkpoint') return shrinkCheckpoint(equation, read);
  if (equation.primitive === 'custom') return { equation: tidied(equation), places: read.map((_, i) => i) };
  return { equation, places: read.map((_, i) => i) };
};

/** All that the rule speaks of stays; what none of its programs needs goes. */
const tidied = ({ params, ...rest }: Equation<'custom'>): Equation<'custom'> => {
  const { body, forward, backward } = params;
  const programs = {
    body: eliminateDead(body),
    forward: eliminateDead(forward),
    backward: eliminateDead(backward),
  };
  return { ...rest, params: { ...params, ...programs } };
};

/** Where each kept output is among the kept. */
const placesOf = (keep: readonly boolean[]): Shrunk['places'] => {
  let place = 0;
  return keep.map((kept) => (kept ? place++ : undefined));
};

const shrinkCheckpoint = (equation: Equation<'checkpoint'>, read: readonly boolean[]): Shrunk => {
  const { program, needs } = narrow(equation.params.body, read);
  return {
    equation: {
      ...equation,
      params: { body: dropInputs(program, needs) },
      inputs: equation.inputs.filter((_, i) => needs[i]),
      outputs: equation.outputs.filter((_, i) => read[i]),
    },
    places: placesOf(read),
  };
};

const shrinkScan = (equation: Equation<'scan'>, read: readonly boolean[]): Shrunk => {
  const { params, inputs, outputs } = equation;
  const { consts, carries } = params;
  const [keep, body] = neededOutputs(params, read);
  const isKept = (input: number): boolean =>
    input >= consts && input < consts + carries ? keep[input - consts] === true : body.needs[input] === true;
  const keptInputs = inputs.map((_, i) => isKept(i));
  const { program } = body;
  const renumberedBody = dropInputs(program, keptInputs);
  return {
    equation: {
      ...equation,
      params: {
        ...params,
        body: renumberedBody,
        consts: keptInputs.slice(0, consts).filter(Boolean).length,
        carries: keptInputs.slice(consts, consts + carries).filter(Boolean).length,
      },
      inputs: inputs.filter((_, i) => keptInputs[i]),
      outputs: outputs.filter((_, i) => keep[i]),
    },
    places: placesOf(keep),
  };
};

/** The outputs that are read, and the carries that those need, and the carries that those need … */
const neededOutputs = (
  { body, consts, carries }: Params['scan'],
  read: readonly boolean[],
): readonly [keep: readonly boolean[], body: Narrowed] => {
  let keep = read;
  for (;;) {
    const narrowed = narrow(body, keep);
    const wider = keep.map((kept, i) => kept || (i < carries && narrowed.needs[consts + i] === true));
    if (wider.every((kept, i) => kept === keep[i])) return [keep, narrowed];
    keep = wider;
  }
};

/** Removes inputs that nothing reads. */
const dropInputs = (program: Program, keep: readonly boolean[]): Program => {
  const into = builder(program.inputs.filter((_, i) => keep[i]));
  let next = 0;
  const numbers = keep.map((kept) => (kept ? next++ : -1));
  for (const equation of program.equations) {
    numbers.push(...into.emit({ ...equation, inputs: equation.inputs.map((n) => lookup(numbers, n)) }));
  }
  return into.finish(program.outputs.map((n) => lookup(numbers, n)));
};
