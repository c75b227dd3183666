import { full } from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { type Flat, flattenTensors, sameStructure, unflatten } from '../../tensor/tree.ts';
import { linearise } from './pullback.ts';
import { demandFloats, traceAt, type Untyped } from './traced.ts';

/** A tree given where one like another is wanted: same structure, shapes and dtypes. */
export const demandLike = (
  op: string,
  what: string,
  given: unknown,
  like: Flat<AnyTensor>,
): readonly AnyTensor[] => {
  const flat = flattenTensors(given, what);
  demand(
    sameStructure(flat.structure, like.structure),
    op,
    `${what} has the leaves (${flat.paths.join(', ')})`,
    [],
    `(${like.paths.join(', ')})`,
  );
  flat.leaves.forEach((x, i) => {
    const wanted = like.leaves[i];
    const place = flat.paths[i] === '' ? '' : ` at ${flat.paths[i]}`;
    demand(
      wanted !== undefined && wanted.dtype === x.dtype && wanted.shape.join() === x.shape.join(),
      op,
      `${what} has another type${place}`,
      [x, ...(wanted === undefined ? [] : [wanted])],
      'the same',
    );
  });
  return flat.leaves;
};

/**
 * A function's results, and its pullback: the function from cotangents of the results to cotangents of the arguments,
 * `w ↦ Jᵀw`. Reverse mode; `grad` is the pullback of 1.
 *
 * @returns `[f(…args), pullback]`; the pullback takes a tree like the results and gives a tuple like the arguments
 * @throws TensorError when an argument or a result is not f32 (close over integers instead)
 * @example
 * ```ts
 * import { matmul, ones, vjp, type Tensor } from 'thwc';
 * const [y, pullback] = vjp((a: Tensor<[2, 3]>, b: Tensor<[3, 4]>) => matmul(a, b), ones([2, 3]), ones([3, 4]));
 * const [da, db] = pullback(ones([2, 4])); // Tensor<[2, 3]>, Tensor<[3, 4]>
 * ```
 */
export function vjp<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
  ...args: Args
): readonly [out: Out, pullback: (cotangent: Out) => Args];
export function vjp(f: Untyped, ...args: readonly unknown[]): readonly [unknown, Untyped] {
  const { program, captured, args: flat, leaves, together, out } = traceAt('vjp', f, args);
  flat.forEach((arg, i) => {
    demandFloats('vjp', arg, `argument ${i}`);
  });
  demandFloats('vjp', out, 'the result');
  const { outputs, pull } = linearise(
    program,
    [...captured, ...leaves],
    [...captured.map(() => false), ...leaves.map(() => true)],
  );
  const pullback: Untyped = (cotangent) => {
    const pulled = pull(demandLike('vjp', 'the cotangent', cotangent, out)).slice(captured.length);
    return together(leaves.map((x, i) => pulled[i] ?? full(x.shape, 0, 'f32')));
  };
  return [unflatten(out.structure, outputs), pullback];
}
