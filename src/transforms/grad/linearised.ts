import { TensorError } from '../../tensor/error.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import type { Maybe } from './cotangent.ts';

/** What was computed, and how cotangents of its outputs become cotangents of its inputs. */
export interface Linearised {
  readonly outputs: readonly AnyTensor[];
  readonly pull: (cts: readonly Maybe[]) => readonly Maybe[];
}

/** Linearises a program at inputs; given to the rules of primitives that have bodies. */
export type Linearise = (
  program: Program,
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
) => Linearised;

/** The places of what is true. */
export const indices = (flags: readonly boolean[]): readonly number[] =>
  flags.flatMap((is, i) => (is ? [i] : []));

/** An entry that must be there. */
export const entry = <A>(list: readonly A[], i: number): A => {
  const x = list[i];
  if (x === undefined) throw new TensorError('grad', `value ${i} of ${list.length} does not exist`);
  return x;
};
