import { applyAll } from './apply.ts';
import { aval } from './aval.ts';
import { TensorError } from './error.ts';
import { trace } from './trace.ts';
import { flattenTensors, type Structure, unflatten } from './tree.ts';
import { flattenTrees } from './trees.ts';

/**
 * The same function, of which a gradient keeps the arguments only: what it computes inside is computed again when the
 * gradient needs it (rematerialised). Less memory for one more forward run of this part.
 *
 * Chen, Xu, Zhang, Guestrin, "Training deep nets with sublinear memory cost" (2016).
 *
 * @example
 * ```ts
 * import { checkpoint, grad, matmul, ones, sum, tanh, type Tensor } from 'thwc';
 * const block = checkpoint((x: Tensor<[64]>, w: Tensor<[64, 64]>) => tanh(matmul(tanh(matmul(x, w)), w)));
 * const g = grad((w: Tensor<[64, 64]>) => sum(block(ones([64]), w)))(ones([64, 64])); // Tensor<[64, 64]>
 * ```
 */
export function checkpoint<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
): (...args: Args) => Out;
export function checkpoint(f: (...args: readonly unknown[]) => unknown) {
  return (...args: readonly unknown[]): unknown => {
    const { leaves, together } = flattenTrees(
      args,
      (i) => `argument ${i} of the function given to checkpoint`,
    );
    const result: { structure?: Structure } = {};
    const { program, captured } = trace(
      leaves.map(({ shape, dtype }) => aval(shape, dtype)),
      (placeholders) => {
        const out = flattenTensors(
          f(...together(placeholders)),
          'what the function given to checkpoint returns',
        );
        result.structure = out.structure;
        return out.leaves;
      },
    );
    const { structure } = result;
    if (structure === undefined) throw new TensorError('checkpoint', 'the function was not traced');
    return unflatten(structure, applyAll('checkpoint', { body: program }, [...captured, ...leaves]));
  };
}
