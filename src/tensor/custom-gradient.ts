import { leavesOfAlike } from './alike.ts';
import { applyAll, nextId } from './apply.ts';
import { typeOf } from './aval.ts';
import { demand, TensorError } from './error.ts';
import type { Program } from './program.ts';
import type { AnyTensor } from './tensor.ts';
import { type Traced, trace, traceWhere } from './trace.ts';
import { flattenTensors, type Structure, unflatten } from './tree.ts';
import { flattenTrees } from './trees.ts';

const likeness = {
  op: 'customGradient',
  what: 'what the rule gives',
  like: 'the arguments',
};

/** Types see to it; without them a forgotten rule should say so. */
const isRuled = (x: unknown): x is readonly [unknown, (cotangent: unknown) => unknown] =>
  Array.isArray(x) && typeof x[1] === 'function';

interface Rule {
  readonly forward: Traced;
  readonly backward: Program;
  readonly results: number;
  readonly structure: Structure;
}

/**
 * A function with a derivative of one's own. `f` returns its result and the rule for it: from the cotangent of the result to
 * a tuple of cotangents, one for each argument. The rule may use anything that `f` computed; that is kept for it.
 *
 * In forward mode, too, the derivative is the rule's (its transpose), so the rule has to be linear in the cotangent to
 * mean a derivative. What `f` uses besides its arguments can not be differentiated by, which is an error and not a zero.
 *
 * @throws TensorError when the rule's cotangents are not like the arguments
 * @example
 * ```ts
 * import { customGradient, exp, add, div, mul, sub, grad, log, tensor, type Tensor } from 'thwc';
 * // log(1 + eˣ), whose derivative stays exact where eˣ is infinite.
 * const softplus = customGradient((x: Tensor<[]>) => {
 *   const e = exp(x);
 *   return [log(add(e, 1)), (ct: Tensor<[]>) => [mul(ct, sub(1, div(1, add(e, 1))))]] as const;
 * });
 * const g = grad(softplus)(tensor(100)); // 1, where the derivative of the formula is NaN
 * ```
 */
export function customGradient<Args extends readonly unknown[], Out>(
  f: (...args: Args) => readonly [out: Out, rule: (cotangent: Out) => Readonly<Args>],
): (...args: Args) => Out;
export function customGradient(
  f: (...args: readonly unknown[]) => readonly [unknown, (cotangent: unknown) => unknown],
) {
  return (...args: readonly unknown[]): unknown => {
    const { leaves, together } = flattenTrees(
      args,
      (i) => `argument ${i} of the function given to customGradient`,
    );
    const { forward, backward, results, structure } = ruleOf(f, leaves, together);
    const { program, captured } = forward;
    const body = { ...program, outputs: program.outputs.slice(0, results) };
    const outputs = applyAll('custom', { body, forward: program, backward, captured: captured.length }, [
      ...captured,
      ...leaves,
    ]);
    return unflatten(structure, outputs);
  };
}

/** Traces the function and, inside it, its rule: what the rule captures is what the forward run has to keep. */
const ruleOf = (
  f: (...args: readonly unknown[]) => readonly [unknown, (cotangent: unknown) => unknown],
  leaves: readonly AnyTensor[],
  together: (leaves: readonly AnyTensor[]) => readonly unknown[],
): Rule => {
  const stash: { back?: Traced; results: number; structure: Structure } = {
    results: 0,
    structure: { kind: 'leaf' },
  };
  const args = flattenTensors(together(leaves));
  const forward = trace(leaves.map(typeOf), (placeholders) => {
    const made: unknown = f(...together(placeholders));
    demand(isRuled(made), 'customGradient', 'the function must return [result, rule]');
    const [out, rule] = made;
    const flat = flattenTensors(out, 'what the function given to customGradient returns');
    const born = nextId();
    const back = traceWhere(
      flat.leaves.map(typeOf),
      (cts) => leavesOfAlike(likeness, rule(unflatten(flat.structure, cts)), args),
      ({ source }) => source.id >= born,
    );
    stash.back = back;
    stash.results = flat.leaves.length;
    stash.structure = flat.structure;
    return [...flat.leaves, ...back.captured];
  });
  const { back, results, structure } = stash;
  if (back === undefined) throw new TensorError('customGradient', 'the function was not traced');
  return { forward, backward: back.program, results, structure };
};
