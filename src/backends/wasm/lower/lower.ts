/** Lowers a closed program: to kernels in order, on buffers. */
import { sizeOf } from '../../../tensor/aval.ts';
import type { Program } from '../../../tensor/program.ts';
import type { Features } from '../kernels/kernel.ts';
import type { Lowered, Step } from '../plan/steps.ts';
import { collect } from './collect.ts';
import { lowerRegion } from './region.ts';
import { bytesOf, startOf, storage } from './storage.ts';
import { whole } from './view.ts';

export const lower = (program: Program, features: Features): Lowered => {
  const store = storage();
  let loops = 0;
  const inputs = program.inputs.map((given) => {
    const node = store.make(given.dtype, given.shape);
    const buffer = store.buffer(bytesOf(given), 'input');
    store.settle(node.id, startOf(buffer), 0);
    return { buffer, view: whole(node.id, given.dtype, given.shape) };
  });
  const region = collect(
    program,
    inputs.map(({ view }) => view),
    store,
  );
  const outputs = region.outputs.map((view) => ({
    view,
    buffer: store.buffer(bytesOf({ dtype: view.dtype, shape: view.shape }), 'output'),
  }));
  const prepare: Step[] = [];
  const run: Step[] = [];
  lowerRegion(
    { storage: store, features, packs: new Map(), newLoop: () => loops++ },
    { prepare, at: [run] },
    region,
    outputs
      .filter(({ view }) => sizeOf(view.shape) > 0)
      .map(({ view, buffer }) => ({ view, at: startOf(buffer) })),
  );
  return {
    buffers: store.buffers,
    inputs: inputs.map(({ buffer }) => buffer),
    outputs: outputs.map(({ buffer }) => buffer),
    prepare,
    run,
  };
};
