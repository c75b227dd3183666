import { applyAll } from '../../tensor/apply.ts';
import { aval } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { trace } from '../../tensor/trace.ts';
import { settle, type Takes } from '../reach.ts';
import { type Batch, type Lane, materialise, moveTo } from './lane.ts';

/**
 * A scan over a batch is a scan whose body runs on the batch. A carry is batched when it starts batched or
 * becomes so in the body; xs keep their steps first and the batch second.
 */
export const scan = (params: Params['scan'], inputs: readonly Lane[], batch: Batch): readonly AnyTensor[] => {
  const { body, consts, carries, length, reverse } = params;
  const batched = settle(
    body,
    inputs.map((x) => x.batched),
    consts,
    carries,
    takesAll,
  );
  const args = inputs.map((lane, i) => {
    if (!batched[i]) return lane.x;
    const x = materialise(lane, batch);
    return i < consts + carries ? x : moveTo(x, 1);
  });
  const avals = body.inputs.map((a, i) => (batched[i] ? aval([batch.size, ...a.shape], a.dtype) : a));
  const { program, captured } = trace(avals, (placeholders) =>
    batch
      .run(
        body,
        placeholders.map((x, i) => ({ x, batched: batched[i] === true })),
      )
      .map((lane, i) => (i >= carries || batched[consts + i] ? materialise(lane, batch) : lane.x)),
  );
  const outputs = applyAll(
    'scan',
    { body: program, length, carries, reverse, consts: captured.length + consts },
    [...captured, ...args],
  );
  return outputs.map((x, i) =>
    i >= carries ? moveTo(x, 1) : materialise({ x, batched: batched[consts + i] === true }, batch),
  );
};

/** All that is made of something batched is batched. */
const takesAll: Takes = ({ outputs }) => outputs.map(() => true);
