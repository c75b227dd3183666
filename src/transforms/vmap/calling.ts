import { applyAll } from '../../tensor/apply.ts';
import { type Aval, aval } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { trace, traceClosed } from '../../tensor/trace.ts';
import { type Batch, type Lane, materialise } from './lane.ts';

type Flags = readonly boolean[];

/** What a program takes on a batch. */
const batchedInputs = ({ inputs }: Program, batched: Flags, { size }: Batch): readonly Aval[] =>
  inputs.map((a, i) => (batched[i] === true ? aval([size, ...a.shape], a.dtype) : a));

/** Runs a program on a batch; all that it gives has the batch. */
const runBatched =
  (program: Program, batched: Flags, batch: Batch) =>
  (xs: readonly AnyTensor[]): readonly AnyTensor[] =>
    batch
      .run(
        program,
        xs.map((x, i) => ({ x, batched: batched[i] === true })),
      )
      .map((lane) => materialise(lane, batch));

/** The body runs on the batch; what it takes for all examples is still handed in once. */
export const checkpoint = (
  { body }: Params['checkpoint'],
  inputs: readonly Lane[],
  batch: Batch,
): readonly AnyTensor[] => {
  const batched = inputs.map((lane) => lane.batched);
  const { program, captured } = trace(batchedInputs(body, batched, batch), runBatched(body, batched, batch));
  return applyAll('checkpoint', { body: program }, [...captured, ...inputs.map(({ x }) => x)]);
};

/**
 * All three programs run on the batch. Every argument is repeated for the examples first: the rule gives each example
 * a cotangent of its own, and it is the repeating that sums them.
 */
export const custom = (
  { body, forward, backward, captured }: Params['custom'],
  inputs: readonly Lane[],
  batch: Batch,
): readonly AnyTensor[] => {
  const closed = (program: Program): Program => {
    const all = program.inputs.map(() => true);
    return traceClosed(batchedInputs(program, all, batch), runBatched(program, all, batch));
  };
  return applyAll(
    'custom',
    { body: closed(body), forward: closed(forward), backward: closed(backward), captured },
    inputs.map((lane) => materialise(lane, batch)),
  );
};
