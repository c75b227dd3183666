import { apply } from '../../tensor/apply.ts';
import { range, transposeBy } from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

/** A tensor inside vmap: with the batch as its first axis, or the same for all examples. */
export interface Lane {
  readonly x: AnyTensor;
  readonly batched: boolean;
}

/** What is run for every example of a batch. */
export interface Batch {
  readonly size: number;
  /** Runs a program on lanes; given here so that rules with bodies (scan) can call it. */
  readonly run: (program: Program, inputs: readonly Lane[]) => readonly Lane[];
}

/** A lane's tensor with the batch as its first axis, repeated where it had none. */
export const materialise = ({ x, batched }: Lane, { size }: Batch): AnyTensor =>
  batched
    ? x
    : apply('broadcast', { shape: [size, ...x.shape], axes: range(x.shape.length).map((i) => i + 1) }, [x]);

/** Moves one axis to the front. */
export const moveFirst = (x: AnyTensor, axis: number): AnyTensor =>
  transposeBy(x, [axis, ...range(x.shape.length).filter((i) => i !== axis)]);

/** Moves the first axis to another place. */
export const moveTo = (x: AnyTensor, axis: number): AnyTensor => {
  const rest = range(x.shape.length).slice(1);
  return transposeBy(x, [...rest.slice(0, axis), 0, ...rest.slice(axis)]);
};

export const one = (inputs: readonly Lane[]): Lane => {
  const [x] = inputs;
  demand(x !== undefined, 'vmap', 'an input is missing');
  return x;
};

export const pair = (inputs: readonly Lane[]): readonly [Lane, Lane] => {
  const [a, b] = inputs;
  demand(a !== undefined && b !== undefined, 'vmap', 'an input is missing');
  return [a, b];
};
