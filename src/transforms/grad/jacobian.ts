import { apply } from '../../tensor/apply.ts';
import { sizeOf } from '../../tensor/aval.ts';
import { binary, convert, moveAxis, reshapeTo, sliceAxis } from '../../tensor/build.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { AnyTensor, Tensor } from '../../tensor/tensor.ts';
import { type Flat, flattenTensors, unflatten } from '../../tensor/tree.ts';
import { vmap } from '../vmap/vmap.ts';
import { jvp } from './jvp.ts';
import { entry } from './linearised.ts';
import { demandFloats, traceAt, type Untyped } from './traced.ts';
import { vjp } from './vjp.ts';

/** For every tensor of the results a tree like the argument: ∂ result [R…] / ∂ argument [S…] is `[R…, S…]`. */
export type Jacobian<Out, In> = unknown extends Out
  ? unknown
  : Out extends Tensor<infer R, DType>
    ? Columns<In, R>
    : { readonly [K in keyof Out]: Jacobian<Out[K], In> };

/** A tree with the axes of a result put before those of each leaf. */
type Columns<In, R extends readonly unknown[]> = unknown extends In
  ? unknown
  : In extends Tensor<infer S, DType>
    ? Tensor<[...R, ...S]>
    : { readonly [K in keyof In]: Columns<In[K], R> };

/** How {@link jacobian} goes about it. */
export interface JacobianOptions {
  /** `reverse`: one pass for each result; `forward`: one for each input. Default: whichever takes fewer. */
  readonly mode?: 'reverse' | 'forward';
}

/** The unit vectors of all leaves' elements together, cut into the leaves' shapes: a tree's worth, a batch in front. */
const basis = (leaves: readonly AnyTensor[]): readonly AnyTensor[] => {
  const total = elementsOf(leaves);
  const along = (axis: number) => apply('iota', { shape: [total, total], axis }, []);
  const units = convert(binary('eq', along(0), along(1)), 'f32');
  return partsOf(units, 1, leaves).map((part, i) => reshapeTo(part, [total, ...entry(leaves, i).shape]));
};

const elementsOf = (leaves: readonly AnyTensor[]): number => leaves.reduce((n, x) => n + sizeOf(x.shape), 0);

/** An axis that holds the elements of all leaves, cut into those of each. */
const partsOf = (x: AnyTensor, axis: number, leaves: readonly AnyTensor[]): readonly AnyTensor[] => {
  let next = 0;
  return leaves.map((leaf) => {
    const start = next;
    next += sizeOf(leaf.shape);
    return sliceAxis(x, axis, start, next);
  });
};

/** Runs a function of lists of tensors on a batch. */
const onBatch = (
  f: (leaves: readonly AnyTensor[]) => readonly AnyTensor[],
  batch: readonly AnyTensor[],
): readonly AnyTensor[] => {
  const run: Untyped = vmap<readonly unknown[], unknown>((...leaves) => f(flattenTensors(leaves).leaves));
  return flattenTensors(run(...batch)).leaves;
};

/** ∂ result i / ∂ leaf j, by pulling back every unit vector of the results. */
const byRows = (f: Untyped, x: unknown, input: Flat<AnyTensor>, out: Flat<AnyTensor>) => {
  const pulled = onBatch((cts) => {
    const [, pullback] = vjp(f, x);
    return flattenTensors(pullback(unflatten(out.structure, cts))).leaves;
  }, basis(out.leaves));
  return out.leaves.map((result, i) =>
    input.leaves.map((leaf, j) =>
      reshapeTo(entry(partsOf(entry(pulled, j), 0, out.leaves), i), [...result.shape, ...leaf.shape]),
    ),
  );
};

/** ∂ result i / ∂ leaf j, by pushing forward every unit vector of the argument. */
const byColumns = (f: Untyped, x: unknown, input: Flat<AnyTensor>, out: Flat<AnyTensor>) => {
  const pushed = onBatch((tangents) => {
    const [, tangent] = jvp(f, [x], [unflatten(input.structure, tangents)]);
    return flattenTensors(tangent).leaves;
  }, basis(input.leaves));
  return out.leaves.map((result, i) =>
    input.leaves.map((leaf, j) => {
      const part = entry(partsOf(entry(pushed, i), 0, input.leaves), j);
      return reshapeTo(moveAxis(part, 0, part.shape.length - 1), [...result.shape, ...leaf.shape]);
    }),
  );
};

/**
 * All partial derivatives of a function of one argument: `jacobian(f)(x)` is ∂f/∂x, of shape `[…shape of f(x), …shape of
 * x]`; for trees, for every tensor of the results a tree like the argument. `jacobian(grad(f))` is the Hessian.
 *
 * @throws TensorError when the argument or a result is not f32
 * @example
 * ```ts
 * import { grad, jacobian, mul, sum, tensor, type Tensor } from 'thwc';
 * const cubes = (x: Tensor<[3]>) => mul(x, mul(x, x));
 * const j = jacobian(cubes)(tensor([1, 2, 3])); // Tensor<[3, 3]>: diagonal, 3x²
 * const hessian = jacobian(grad((x: Tensor<[3]>) => sum(cubes(x))))(tensor([1, 2, 3])); // Tensor<[3, 3]>: 6x
 * ```
 */
export function jacobian<In, Out>(f: (x: In) => Out, options?: JacobianOptions): (x: In) => Jacobian<Out, In>;
export function jacobian(f: Untyped, { mode }: JacobianOptions = {}): Untyped {
  return (x) => {
    const { args, out } = traceAt('jacobian', f, [x]);
    const input = entry(args, 0);
    demandFloats('jacobian', input, 'the argument');
    demandFloats('jacobian', out, 'the result');
    const reverse =
      mode === undefined ? elementsOf(out.leaves) <= elementsOf(input.leaves) : mode === 'reverse';
    // Without leaves there is no batch of unit vectors.
    const isNothing = input.leaves.length === 0 || out.leaves.length === 0;
    const blocks = isNothing ? out.leaves.map(() => []) : (reverse ? byRows : byColumns)(f, x, input, out);
    return unflatten(
      out.structure,
      blocks.map((row) => unflatten(input.structure, row)),
    );
  };
}
