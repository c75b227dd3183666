import type { Aval } from '../../tensor/aval.ts';
import { avalsOf, bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import { totalBytes } from '../cost/bytes.ts';
import { tallyOf } from '../cost/rules.ts';

/** What running something takes, in the two numbers that decisions are made by. */
export interface Load {
  readonly operations: number;
  /** Operations and bytes moved as one number, in operations. */
  readonly weight: number;
}

/** Nothing to do. */
export const noLoad: Load = { operations: 0, weight: 0 };

/** One thing and another. */
export const addLoads = (a: Load, b: Load): Load => ({
  operations: a.operations + b.operations,
  weight: a.weight + b.weight,
});

/** A thing n times; n may be a fraction, for what is done once for several steps. */
export const scaleLoad = (n: number, { operations, weight }: Load): Load => ({
  operations: n * operations,
  weight: n * weight,
});

/**
 * Operations that one core does in the time in which a byte comes from memory: about 40 GFLOP/s in products beside
 * about 10 GB/s. Only its order of size matters.
 */
const operationsPerByte = 4;

/**
 * The load of an equation, its body's as often as it runs. What a loop stacks is written to its place: memory that nothing
 * else would need.
 */
export const loadOf = (equation: Equation, inputs: readonly Aval[]): Load => {
  const { operations, bytesRead, bytesWritten } = tallyOf(equation, inputs);
  const inside = bodyOf(equation);
  const stacked = equation.primitive === 'scan' ? equation.outputs.slice(equation.params.carries) : [];
  const own = {
    operations,
    weight: operations + operationsPerByte * (bytesRead + bytesWritten + totalBytes(stacked)),
  };
  return inside === undefined ? own : addLoads(own, scaleLoad(inside.times, loadOfProgram(inside.body)));
};

/** The load of a program. */
export const loadOfProgram = (program: Program): Load => {
  const avals = avalsOf(program);
  return program.equations
    .map((e) =>
      loadOf(
        e,
        e.inputs.flatMap((n) => avals[n] ?? []),
      ),
    )
    .reduce(addLoads, noLoad);
};
