import { take, tensor } from '../tensor/ops/index.ts';
import type { Nodes } from './types.ts';

/** The ends of edges: for each edge the row of its sender, or of its receiver. */
export const rowsOf = (x: Nodes, rows: readonly number[]): Nodes => take(x, tensor(rows, 'i32'), 0);
