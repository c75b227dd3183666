import { standardize } from '../tensor/ops/index.ts';
import type { RstgConfig } from './config.ts';
import type { Nodes } from './types.ts';

/** Nodes as a stage sees them. Without parameters: what follows is a dense layer, which has a scale and a shift of its own. */
export const normalised = ({ norm }: RstgConfig, v: Nodes): Nodes =>
  norm === 'layer' ? standardize(v, { axes: [-1] }) : v;
