import { reference } from '../../src/backends/reference/index.ts';
import type { AnyValue } from '../../src/index.ts';
import { evaluate, randomKey, uniform, valueFrom } from '../../src/index.ts';
import type { Graph, Mode, Own } from '../graph/graph.ts';

/** Something to be measured. */
export interface Task {
  readonly name: string;
  /** Tasks of a group stand in one table. */
  readonly group: string;
  readonly mode: Mode;
  readonly graph: Graph;
  readonly own: Own;
  readonly tensors: ReadonlyMap<string, AnyValue>;
  /** Operations of the form with the fewest: 2 for each multiplication with addition; products only. `undefined`: count by `cost`. */
  readonly operations?: number;
  /** How far apart outputs may be where the usual is too far: relative to the largest number. */
  readonly tolerance?: number;
  /** Outputs that are known from elsewhere. */
  readonly expected?: readonly Float32Array[];
}

/** A task is made when its turn comes: its numbers take memory. */
export interface TaskMaker {
  readonly name: string;
  readonly group: string;
  readonly make: () => Promise<Task>;
}

const seedOf = (name: string): number => [...name].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7);

/** Numbers between −bound and bound, the same for the same name. */
export const noise = (name: string, shape: readonly number[], bound = 1): Promise<AnyValue> =>
  evaluate(uniform(randomKey(seedOf(name)), [...shape], { low: -bound, high: bound }), {
    backend: reference,
  });

/** Numbers given as rows. */
export const rowsValue = (rows: readonly (readonly number[])[]): AnyValue =>
  valueFrom([rows.length, rows[0]?.length ?? 0], Float32Array.from(rows.flat()));
