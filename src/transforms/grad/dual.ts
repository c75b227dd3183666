import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { type Maybe, zeros } from './cotangent.ts';

/** A tensor and its tangent: where it is, and how it moves. */
export interface Dual {
  readonly x: AnyTensor;
  readonly dx: Maybe;
}

/** Runs a program on tensors and tangents; given to the rules of primitives that have bodies. */
export type Push = (program: Program, inputs: readonly Dual[]) => readonly Dual[];

export const tangent = ({ x, dx }: Dual): AnyTensor => dx ?? zeros(x);
