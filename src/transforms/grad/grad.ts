import { full, scalar } from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import type { AnyTensor, Tensor } from '../../tensor/tensor.ts';
import { unflatten } from '../../tensor/tree.ts';
import { linearise } from './pullback.ts';
import { demandFloats, traceAt, type Untyped } from './traced.ts';

/** How {@link valueAndGrad} takes what the function returns. */
export interface GradOptions<Aux extends boolean> {
  /** The function returns `[loss, more]`; `more` (any tree) is handed through and not differentiated. */
  readonly aux: Aux;
}

/** The value and the gradient of one number with respect to the first argument. */
const differentiate = (op: string, f: Untyped, aux: boolean, args: readonly unknown[]) => {
  const { program, captured, args: flat, leaves, out } = traceAt(op, f, args);
  const [params, ...rest] = flat;
  demand(params !== undefined, op, 'the function takes no argument to differentiate by');
  demandFloats(op, params, 'the first argument');
  const [loss] = out.leaves;
  const { structure } = out;
  const [first, second, ...others] = structure.kind === 'branch' ? structure.branches : [];
  const isPair = structure.kind === 'branch' && structure.list && second !== undefined && others.length === 0;
  demand(
    aux ? isPair && first?.[1].kind === 'leaf' : structure.kind === 'leaf',
    op,
    aux ? 'the function must return [one number, more]' : 'the function must return one number, not a tree',
    out.leaves.slice(0, 4),
  );
  demand(
    loss !== undefined && loss.shape.length === 0 && loss.dtype === 'f32',
    op,
    aux ? 'the function must return [one number, more]' : 'the function must return one number',
    out.leaves.slice(0, 4),
    aux ? '[f32[], …]' : 'f32[]; with several results, sum them, or use vjp or jacobian',
  );
  const inputs = [...captured, ...leaves];
  const wants = [
    ...captured.map(() => false),
    ...params.leaves.map(() => true),
    ...rest.flatMap((arg) => arg.leaves.map(() => false)),
  ];
  const { outputs, pull } = linearise(program, inputs, wants);
  const pulled = pull(outputs.map((_, i) => (i === 0 ? scalar(1, 'f32') : undefined)));
  const grads = params.leaves.map(
    (x: AnyTensor, i) => pulled[captured.length + i] ?? full(x.shape, 0, 'f32'),
  );
  return [unflatten(out.structure, outputs), unflatten(params.structure, grads)] as const;
};

/**
 * The gradient of a function that gives one number: `grad(f)(params, …)` is the tree of ∂f/∂params, with the type and
 * the shapes of `params`, the first argument. Reverse mode.
 *
 * A transform of functions on descriptions: compose it with `vmap`, `scan`, `compile`, and with itself for second derivatives. Where a
 * function has a kink, the derivative is that of the piece that was computed (docs/differentiation.md).
 *
 * @param f a function of trees of tensors; the first argument holds f32 only
 * @throws TensorError when the result is not one f32 number, or the first argument holds integers
 * @example
 * ```ts
 * import { compile, grad, mul, sum, toNested, value, type Tensor } from 'thwc';
 * const length2 = (x: Tensor<[3]>) => sum(mul(x, x));
 * const g = await compile(grad(length2))(value([1, 2, 3])); // Value<[3]>
 * console.log(toNested(g)); // [2, 4, 6]
 * ```
 */
export function grad<P, Rest extends readonly unknown[]>(
  f: (params: P, ...rest: Rest) => Tensor<[]>,
): (params: P, ...rest: Rest) => P;
export function grad(f: Untyped): Untyped {
  return (...args) => differentiate('grad', f, false, args)[1];
}

/**
 * A function's value and its gradient, computed together: `[f(params, …), ∂f/∂params]`. See {@link grad}.
 *
 * With `{ aux: true }` the function returns `[loss, more]` and one gets `[[loss, more], gradient]`: predictions, or the parameters
 * with running statistics moved on, come along without a derivative.
 *
 * @throws TensorError as `grad` does
 * @example
 * ```ts
 * import { matmul, mul, randomKey, sub, sum, uniform, valueAndGrad, type Tensor } from 'thwc';
 * const loss = (params: { readonly w: Tensor<[3]> }, x: Tensor<[5, 3]>, y: Tensor<[5]>) => {
 *   const error = sub(matmul(x, params.w), y);
 *   return sum(mul(error, error));
 * };
 * const key = randomKey(0);
 * const [value, gradient] = valueAndGrad(loss)({ w: uniform(key, [3]) }, uniform(key, [5, 3]), uniform(key, [5]));
 * const w: Tensor<[3]> = gradient.w;
 * ```
 */
export function valueAndGrad<P, Rest extends readonly unknown[]>(
  f: (params: P, ...rest: Rest) => Tensor<[]>,
): (params: P, ...rest: Rest) => readonly [value: Tensor<[]>, gradient: P];
export function valueAndGrad<P, Rest extends readonly unknown[], const More>(
  f: (params: P, ...rest: Rest) => readonly [Tensor<[]>, More],
  options: GradOptions<true>,
): (params: P, ...rest: Rest) => readonly [value: readonly [Tensor<[]>, More], gradient: P];
export function valueAndGrad(f: Untyped, options: GradOptions<boolean> = { aux: false }): Untyped {
  return (...args) => differentiate('valueAndGrad', f, options.aux, args);
}
