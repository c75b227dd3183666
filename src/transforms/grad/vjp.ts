import { leavesOfAlike } from '../../tensor/alike.ts';
import { full } from '../../tensor/build.ts';
import { unflatten } from '../../tensor/tree.ts';
import { linearise } from './pullback.ts';
import { demandFloats, traceAt, type Untyped } from './traced.ts';

const cotangents = { op: 'vjp', what: 'the cotangent', like: 'the result' };

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
    const pulled = pull(leavesOfAlike(cotangents, cotangent, out)).slice(captured.length);
    return together(leaves.map((x, i) => pulled[i] ?? full(x.shape, 0, 'f32')));
  };
  return [unflatten(out.structure, outputs), pullback];
}
