import { type Aval, aval } from '../tensor/aval.ts';
import type { Program } from '../tensor/program.ts';
import { traceClosed } from '../tensor/trace.ts';
import { flatten, flattenTensors, isTensor, isValue, type Structure, type Values } from '../tensor/tree.ts';
import { unflattenTrees } from '../tensor/trees.ts';

/** A program, and the tree that its outputs belong in. */
export interface ProgramOf {
  readonly program: Program;
  readonly structure: Structure;
}

/** Traces a function of trees on arguments of the given structure and shapes. */
export const programFor = (
  f: (...args: readonly unknown[]) => unknown,
  args: readonly { readonly structure: Structure; readonly leaves: readonly Aval[] }[],
): ProgramOf => {
  const result: { structure?: Structure } = {};
  const program = traceClosed(
    args.flatMap(({ leaves }) => leaves),
    (placeholders) => {
      const out = flattenTensors(
        f(...unflattenTrees(args, placeholders)),
        'what the compiled function returns',
      );
      result.structure = out.structure;
      return out.leaves;
    },
  );
  return { program, structure: result.structure ?? { kind: 'leaf' } };
};

const isShaped = (x: unknown): x is Aval => isTensor(x) || isValue(x);

/**
 * The program of a function, to print it, count its cost or hand it to a backend. Only the shapes of the
 * arguments matter; give values or tensors.
 *
 * @example
 * ```ts
 * import { programOf, showProgram, relu, zeros } from 'thwc';
 * console.log(showProgram(programOf(relu, zeros([2, 3]))));
 * ```
 */
export function programOf<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
  ...args: { [K in keyof Args]: Args[K] | Values<Args[K]> }
): Program;
export function programOf(f: (...args: readonly unknown[]) => unknown, ...args: readonly unknown[]): Program {
  return programFor(
    f,
    args.map((arg, i) => {
      const { structure, leaves } = flatten(arg, isShaped, `argument ${i}`);
      return { structure, leaves: leaves.map(({ shape, dtype }) => aval(shape, dtype)) };
    }),
  ).program;
}
