import { aval } from '../../tensor/aval.ts';
import { TensorError } from '../../tensor/error.ts';
import type { Program } from '../../tensor/program.ts';
import { traceClosed } from '../../tensor/trace.ts';
import { type Batch, type Lane, materialise } from '../vmap/lane.ts';
import { applyBatched } from '../vmap/rules.ts';

/** Runs a program on lanes. */
const run = (program: Program, inputs: readonly Lane[], size: number): readonly Lane[] => {
  const batch: Batch = { size, run: (inner, lanes) => run(inner, lanes, size) };
  const values: Lane[] = [...inputs];
  const at = (n: number): Lane => {
    const lane = values[n];
    if (lane === undefined) throw new TensorError('optimise', `value ${n} does not exist`);
    return lane;
  };
  for (const { primitive, params, inputs: args } of program.equations) {
    values.push(...applyBatched(primitive, params, args.map(at), batch));
  }
  return program.outputs.map(at);
};

/** A program on `size` examples at once; `batched` says which inputs have one for each. All results have. */
export const batchedProgram = (program: Program, batched: readonly boolean[], size: number): Program => {
  const avals = program.inputs.map((a, i) => (batched[i] === true ? aval([size, ...a.shape], a.dtype) : a));
  const batch: Batch = { size, run: () => [] };
  return traceClosed(avals, (xs) =>
    run(
      program,
      xs.map((x, i) => ({ x, batched: batched[i] === true })),
      size,
    ).map((lane) => materialise(lane, batch)),
  );
};
