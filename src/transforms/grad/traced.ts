import { aval } from '../../tensor/aval.ts';
import { demand, TensorError } from '../../tensor/error.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { trace } from '../../tensor/trace.ts';
import { type Flat, flattenTensors } from '../../tensor/tree.ts';
import { flattenTrees } from '../../tensor/trees.ts';

export type Untyped = (...args: readonly unknown[]) => unknown;

/** A function of trees, traced at arguments. */
export interface TracedAt {
  readonly program: Program;
  /** What the function uses besides its arguments: the first inputs of the program. It has no derivative here. */
  readonly captured: readonly AnyTensor[];
  readonly args: readonly Flat<AnyTensor>[];
  /** The leaves of all arguments, and how to put others in their places. */
  readonly leaves: readonly AnyTensor[];
  readonly together: (leaves: readonly unknown[]) => readonly unknown[];
  /** The tree of the results, with their paths. */
  readonly out: Flat<AnyTensor>;
}

export const traceAt = (op: string, f: Untyped, args: readonly unknown[]): TracedAt => {
  const { trees, leaves, together } = flattenTrees(
    args,
    (i) => `argument ${i} of the function given to ${op}`,
  );
  const result: { out?: Flat<AnyTensor> } = {};
  const { program, captured } = trace(
    leaves.map((x) => aval(x.shape, x.dtype)),
    (placeholders) => {
      const out = flattenTensors(f(...together(placeholders)), `what the function given to ${op} returns`);
      result.out = out;
      return out.leaves;
    },
  );
  if (result.out === undefined) throw new TensorError(op, 'the function was not traced');
  return { program, captured, args: trees, leaves, together, out: result.out };
};

/** Derivatives are of f32 with respect to f32. */
export const demandFloats = (op: string, { leaves, paths }: Flat<AnyTensor>, what: string): void => {
  leaves.forEach((x, i) => {
    const place = paths[i] === undefined || paths[i] === '' ? what : `${what}, at ${paths[i]},`;
    demand(x.dtype === 'f32', op, `${place} is ${x.dtype}, which has no derivative`, [x], 'f32');
  });
};
