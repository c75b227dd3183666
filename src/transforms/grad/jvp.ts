import { leavesOfAlike } from '../../tensor/alike.ts';
import { full } from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import { unflatten } from '../../tensor/tree.ts';
import { push } from './pushforward.ts';
import { demandFloats, traceAt, type Untyped } from './traced.ts';

/**
 * A function's results, and how they move when the arguments move along `tangents`: `[f(…args), J·tangents]`. Forward
 * mode: one pass, no matter how many results, and nothing is kept.
 *
 * @param tangents a tuple like the arguments
 * @throws TensorError when an argument or a result is not f32, or the tangents are not like the arguments
 * @example
 * ```ts
 * import { jvp, sin, tensor, type Tensor } from 'thwc';
 * const [y, dy] = jvp((x: Tensor<[2]>) => sin(x), [tensor([0, 1])], [tensor([1, 1])]); // dy is cos x
 * ```
 */
export function jvp<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
  args: readonly [...Args],
  tangents: readonly [...Args],
): readonly [out: Out, tangent: Out];
export function jvp(
  f: Untyped,
  args: readonly unknown[],
  tangents: readonly unknown[],
): readonly [unknown, unknown] {
  const counts = `${tangents.length} tangents for ${args.length} arguments`;
  demand(args.length === tangents.length, 'jvp', counts, [], 'one for each');
  const { program, captured, args: flat, leaves, out } = traceAt('jvp', f, args);
  const directions = flat.flatMap((arg, i) => {
    demandFloats('jvp', arg, `argument ${i}`);
    const names = { op: 'jvp', what: `tangent ${i}`, like: `argument ${i}` };
    return leavesOfAlike(names, tangents[i], arg);
  });
  demandFloats('jvp', out, 'the result');
  const results = push(program, [
    ...captured.map((x) => ({ x, dx: undefined })),
    ...leaves.map((x, i) => ({ x, dx: directions[i] })),
  ]);
  return [
    unflatten(
      out.structure,
      results.map(({ x }) => x),
    ),
    unflatten(
      out.structure,
      results.map(({ x, dx }) => dx ?? full(x.shape, 0, 'f32')),
    ),
  ];
}
