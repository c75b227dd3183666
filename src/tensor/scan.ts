import type { Shape } from '../shape-types/dim.ts';
import { apply, applyAll } from './apply.ts';
import { aval } from './aval.ts';
import type { DType } from './dtype.ts';
import { demand, TensorError, within } from './error.ts';
import type { Tensor } from './tensor.ts';
import { trace } from './trace.ts';
import { flattenTensors, sameStructure, unflatten } from './tree.ts';

/** A tree without its first axis: what a scan's body sees of `xs` at one step. */
export type Slices<Xs> = unknown extends Xs
  ? unknown
  : Xs extends Tensor<infer S, infer D extends DType>
    ? S extends readonly [unknown, ...infer Rest]
      ? Tensor<Rest, D>
      : Tensor<Shape, D>
    : { readonly [K in keyof Xs]: Slices<Xs[K]> };

/** A tree with a new first axis of size T: what a scan gives for what its body gives at each step. */
export type Stacked<Y, T> = unknown extends Y
  ? unknown
  : Y extends Tensor<infer S, infer D extends DType>
    ? Tensor<[T, ...S], D>
    : { readonly [K in keyof Y]: Stacked<Y[K], T> };

/** The size of the first axis of a tree's tensors (of the first one found). */
export type LengthOf<Xs> = unknown extends Xs
  ? number
  : Xs extends Tensor<infer S, DType>
    ? S extends readonly [infer T, ...unknown[]]
      ? T
      : number
    : LengthOf<Xs[keyof Xs]>;

/** The direction of `scan`. */
export interface ScanOptions {
  /** Go from the last step to the first; results stay at the place of their step. */
  readonly reverse?: boolean;
}

/**
 * A loop that carries state: `f(carry, x)` gives `[next carry, y]` for each slice x of `xs` along its first
 * axis, in order. Gives the last carry and all the ys, stacked along a new first axis.
 *
 * `f` is traced once whatever the length, so programs do not grow with time. `carry`, `xs` and the ys are
 * trees of tensors.
 *
 * @throws TensorError when the carry changes its shape, or the leaves of `xs` differ in length.
 * @example
 * ```ts
 * import { add, scan, tensor } from 'thwc';
 * // Running sums of the rows of a matrix.
 * const xs = tensor([[1, 2], [3, 4], [5, 6]]);
 * const [total, sums] = scan((sum: Tensor<[2]>, x) => [add(sum, x), add(sum, x)], tensor([0, 0]), xs);
 * ```
 */
export function scan<Carry, const Xs, const Y>(
  f: (carry: Carry, x: Slices<Xs>) => readonly [carry: Carry, y: Y],
  init: Carry,
  xs: Xs,
  options?: ScanOptions,
): [carry: Carry, ys: Stacked<Y, LengthOf<Xs>>];
export function scan(
  f: (carry: unknown, x: unknown) => readonly [unknown, unknown],
  init: unknown,
  xs: unknown,
  { reverse = false }: ScanOptions = {},
): [unknown, unknown] {
  const carry = flattenTensors(init, 'the initial carry of scan');
  const input = flattenTensors(xs, 'xs of scan');
  const [first] = input.leaves;
  demand(first !== undefined, 'scan', 'xs holds no tensor');
  const length = first.shape[0];
  demand(length !== undefined, 'scan', `xs has no axis to scan over at ${input.paths[0] || 'its root'}`, [
    first,
  ]);
  for (const [i, x] of input.leaves.entries()) {
    demand(x.shape[0] === length, 'scan', `lengths differ (${input.paths[i]})`, [first, x]);
  }
  const results: { structure?: ReturnType<typeof flattenTensors>['structure'] } = {};
  const carries = carry.leaves.length;
  const { program, captured } = within('scan', () =>
    trace([...carry.leaves, ...input.leaves.map((x) => aval(x.shape.slice(1), x.dtype))], (placeholders) => {
      const [next, y] = f(
        unflatten(carry.structure, placeholders.slice(0, carries)),
        unflatten(input.structure, placeholders.slice(carries)),
      );
      const after = flattenTensors(next, 'the carry that the body of scan gives');
      demand(
        sameStructure(after.structure, carry.structure),
        'scan',
        'the carry changes its structure',
        [],
        carry.paths.join(', '),
      );
      after.leaves.forEach((x, i) => {
        const before = carry.leaves[i];
        if (before === undefined || before.shape.join() !== x.shape.join() || before.dtype !== x.dtype) {
          const given = before === undefined ? [x] : [before, x];
          throw new TensorError(
            'scan',
            `the carry changes its shape${at(carry.paths[i])}`,
            given,
            'the same before and after',
          );
        }
      });
      const ys = flattenTensors(y, 'what the body of scan gives');
      results.structure = ys.structure;
      return [...after.leaves, ...ys.leaves];
    }),
  );
  const outputs = applyAll('scan', { body: program, length, consts: captured.length, carries, reverse }, [
    ...captured,
    ...carry.leaves,
    ...input.leaves,
  ]);
  return [
    unflatten(carry.structure, outputs.slice(0, carries)),
    unflatten(results.structure ?? { kind: 'branch', list: true, branches: [] }, outputs.slice(carries)),
  ];
}

const at = (path: string | undefined): string => (path ? ` at ${path}` : '');

/**
 * `f` applied `count` times: `f(… f(f(init, 0), 1) …, count − 1)`. Traced once; the second argument is the
 * number of the iteration, i32.
 *
 * @throws TensorError when `count` is not a whole number ≥ 0 or the state changes its shape.
 * @example
 * ```ts
 * import { fold, mul, tensor } from 'thwc';
 * const eighth = fold(3, (x: Tensor<[2]>) => mul(x, 0.5), tensor([8, 16])); // [1, 2]
 * ```
 */
export const fold = <State>(
  count: number,
  f: (state: State, iteration: Tensor<[], 'i32'>) => State,
  init: State,
): State => {
  demand(Number.isSafeInteger(count) && count >= 0, 'fold', `count must be a whole number ≥ 0, got ${count}`);
  return scan(
    (state: State, iteration: Tensor<[], 'i32'>) => [f(state, iteration), []] as const,
    init,
    iota(count),
  )[0];
};

function iota<N extends number>(n: N): Tensor<[N], 'i32'>;
function iota(n: number): Tensor<[number], 'i32'> {
  return apply('iota', { shape: [n], axis: 0 }, []) as Tensor<[number], 'i32'>;
}
