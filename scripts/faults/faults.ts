import type { Fault } from './fault.ts';
import { graph, space, time } from './of-network.ts';
import { edges, tensors } from './of-tensors.ts';

export const faults: readonly Fault[] = [...graph, ...space, ...time, ...tensors, ...edges];
