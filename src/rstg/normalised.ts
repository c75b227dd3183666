import { standardize } from '../tensor/ops/index.ts';
import type { RstgConfig } from './config.ts';
import type { Nodes } from './types.ts';

/**
 * Added to the variance. Nodes that see nothing are all alike in their entries, and the gradient through them is up to 1/√ε as
 * large at every stage: with the usual 1e-5 it is millions after a few stages.
 */
const epsilon = 1e-3;

/** Nodes as a stage sees them. Without parameters: what follows is a dense layer, which has a scale and a shift of its own. */
export const normalised = ({ norm }: RstgConfig, v: Nodes): Nodes =>
  norm === 'layer' ? standardize(v, { axes: [-1], epsilon }) : v;
