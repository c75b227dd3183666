import { evaluateProgram } from '../backends/reference/index.ts';
import { aval } from '../tensor/aval.ts';
import { flattenValues } from '../tensor/tree.ts';
import { findNonFinite, type NonFinite } from '../transforms/inspect/non-finite.ts';
import type { ValueArgs } from './compile.ts';
import { programFor } from './program.ts';

/**
 * Finds where a function's NaN comes from: which op first made one of numbers that were none, in which layer, on the
 * way forward or backward (of a gradient), and in which step of a loop. If there is no NaN but an infinity in the results, where that comes
 * from; nothing if all is finite. A slow run on the reference backend, for debugging.
 *
 * @returns a function of values
 * @example
 * ```ts
 * import { findNaN, grad, sqrt, sum, value, type Tensor } from 'thwc';
 * const length = (x: Tensor<[2]>) => sqrt(sum(x));
 * const found = findNaN(grad(length))(value([0, 0]));
 * console.log(found?.direction); // backward
 * ```
 */
export function findNaN<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
): (...args: ValueArgs<Args>) => NonFinite | undefined;
export function findNaN(f: (...args: readonly unknown[]) => unknown) {
  return (...args: readonly unknown[]): NonFinite | undefined => {
    const flat = args.map((arg, i) => flattenValues(arg, `argument ${i}`));
    const { program } = programFor(
      f,
      flat.map(({ leaves, structure }) => ({ structure, leaves: leaves.map((x) => aval(x.shape, x.dtype)) })),
    );
    const names = flat.flatMap(({ paths }, i) =>
      paths.map((path) => (path === '' ? `argument ${i}` : `argument ${i} at ${path}`)),
    );
    return findNonFinite(
      program,
      flat.flatMap(({ leaves }) => leaves),
      names,
      (p, inputs) => evaluateProgram(p, inputs),
    );
  };
}
