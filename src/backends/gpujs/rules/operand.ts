/** What a rule is given for each input of its primitive: the tensor as it is, or stored where that saves work. */
import type { Aval } from '../../../tensor/aval.ts';
import { arraysOf, type Lazy, type Stored } from '../arrays/lazy.ts';

export interface Operand extends Aval {
  /** To be read once for each element: only what takes a loop, or is used elsewhere too, is stored first. */
  readonly once: () => Lazy;
  /** To be read in a loop, once for each element: what takes a loop itself is stored first. */
  readonly inLoop: () => Lazy;
  /** To be read again and again: whatever has to be computed is stored first. */
  readonly often: () => Lazy;
  /** To be read in the innermost loop: from an array, whatever it is. */
  readonly inArray: () => Stored;
}

/** What rules have at hand beside their operands. */
export interface Context {
  readonly store: (tensor: Lazy) => Lazy;
  /** One number everywhere, be it finite or not. */
  readonly filled: (aval: Aval, x: number) => Lazy;
}

/** WebGPU promises eight arrays for each kernel, one of which is what it makes. */
export const mostArrays = 7;

/** Kernels of more operations than this take long to compile, and gain nothing any more. */
const mostWork = 160;

/** Operands of one kernel: as many are stored first as it takes for the kernel not to become too large. */
export const together = (operands: readonly Operand[], { store }: Context): readonly Lazy[] => {
  let tensors = operands.map((operand) => operand.once());
  for (;;) {
    const work = tensors.reduce((sum, x) => sum + x.work, 0);
    if (arraysOf(tensors).size <= mostArrays && work <= mostWork) return tensors;
    const weight = ({ arrays, work }: Lazy): number => (work === 0 ? -1 : arrays.size * mostWork + work);
    const heaviest = tensors.reduce((most, x) => (weight(x) > weight(most) ? x : most));
    if (heaviest.work === 0) return tensors;
    tensors = tensors.map((x) => (x === heaviest ? store(x) : x));
  }
};
