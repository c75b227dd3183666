import { atPath, TensorError } from '../../tensor/error.ts';
import type { Dual, Push } from './dual.ts';
import { pushed } from './jvp-rules.ts';
import { entry } from './linearised.ts';

/** Applies a program to tensors and their tangents: forward-mode differentiation. */
export const push: Push = (program, inputs) => {
  const values: Dual[] = [...inputs];
  for (const { primitive, params, inputs: numbers, path } of program.equations) {
    if (primitive === 'input') throw new TensorError('jvp', 'a program holds a free input');
    const args = numbers.map((n) => entry(values, n));
    values.push(...atPath(path, () => pushed(primitive, params, args, push)));
  }
  return program.outputs.map((n) => entry(values, n));
};
