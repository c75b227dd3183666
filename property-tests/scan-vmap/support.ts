import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programFor } from '../../src/compile/program.ts';
import { type Aval, sizeOf } from '../../src/tensor/aval.ts';
import { range } from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { flattenTensors, isTensor, type Structure } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { allocate, makeValue } from '../../src/tensor/values.ts';

/** A function of tensors that gives tensors. */
export type Many = (...inputs: readonly AnyTensor[]) => readonly AnyTensor[];

const leaf: Structure = { kind: 'leaf' };

/** Traces a function on arguments of these shapes and runs it on them. */
export const run = (f: Many, inputs: readonly AnyValue[]): readonly AnyValue[] => {
  const args = inputs.map((x) => ({ structure: leaf, leaves: [x] }));
  const { program } = programFor((...xs) => f(...xs.filter(isTensor)), args);
  return evaluateProgram(program, inputs);
};

/** The tensors of a tree, in order. */
export const leavesOf = (tree: unknown): readonly AnyTensor[] => flattenTensors(tree).leaves;

/** Values of one shape as one, with the new axis at a place. */
export const stackAt = (axis: number, parts: readonly AnyValue[], of: Aval): AnyValue => {
  const [outer, inner] = [sizeOf(of.shape.slice(0, axis)), sizeOf(of.shape.slice(axis))];
  const data = allocate(of.dtype, parts.length * outer * inner);
  parts.forEach((part, b) => {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++)
        data[(o * parts.length + b) * inner + i] = part.data[o * inner + i] ?? 0;
    }
  });
  return makeValue(of.shape.toSpliced(axis, 0, parts.length), of.dtype, data);
};

/** Parts of a value along its first axis. */
export const rowsOf = ({ shape: [length = 0, ...shape], dtype, data }: AnyValue): readonly AnyValue[] => {
  const size = sizeOf(shape);
  return range(length).map((t) => makeValue(shape, dtype, data.slice(t * size, (t + 1) * size)));
};
