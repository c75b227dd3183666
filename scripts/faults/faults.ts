import type { Fault } from './fault.ts';
import { gpujs } from './of-gpujs.ts';
import { gradients } from './of-gradients.ts';
import { graph, space, time } from './of-network.ts';
import { edges, tensors } from './of-tensors.ts';
import { training } from './of-training.ts';
import { wasm } from './of-wasm.ts';

export const faults: readonly Fault[] = [
  ...graph,
  ...space,
  ...time,
  ...tensors,
  ...edges,
  ...gradients,
  ...training,
  ...wasm,
  ...gpujs,
];
