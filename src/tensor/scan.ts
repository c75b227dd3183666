import type { Shape } from '../shape-types/dim.ts';
import { apply } from './apply.ts';
import { checkpoint } from './checkpoint.ts';
import type { DType } from './dtype.ts';
import { demand } from './error.ts';
import { type Body, loop } from './scan-loop.ts';
import { scanSegments } from './scan-segments.ts';
import type { Tensor } from './tensor.ts';

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

/** The values of {@link Save}. */
export const saves = ['all', 'carries', 'segments'] as const;

/** What a gradient keeps of the forward run of a scan of T steps; the numbers are the same whatever is kept. */
export type Save = (typeof saves)[number];

/** How a `scan` goes, and what its gradient keeps of it. */
export interface ScanOptions {
  /** Go from the last step to the first; results stay at the place of their step. */
  readonly reverse?: boolean;
  /**
   * What the gradient keeps. `all` (the default): all that it needs of every step. `carries`: the carry before every step;
   * each step is run again. `segments`: the carry before each of √T segments of √T steps; a segment is run again, keeping
   * all of its own steps, when the gradient comes to it (Chen, Xu, Zhang, Guestrin, 2016).
   */
  readonly save?: Save;
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
  f: Body,
  init: unknown,
  xs: unknown,
  { reverse = false, save = 'all' }: ScanOptions = {},
): [unknown, unknown] {
  demand(saves.includes(save), 'scan', `save is "${save}"`, [], saves.map((s) => `"${s}"`).join(' or '));
  if (save === 'segments') return scanSegments(f, init, xs, reverse);
  return loop(save === 'carries' ? checkpoint(f) : f, init, xs, reverse);
}

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
  options?: ScanOptions,
): State => {
  demand(Number.isSafeInteger(count) && count >= 0, 'fold', `count must be a whole number ≥ 0, got ${count}`);
  return scan(
    (state: State, iteration: Tensor<[], 'i32'>) => [f(state, iteration), []] as const,
    init,
    iota(count),
    options,
  )[0];
};

function iota<N extends number>(n: N): Tensor<[N], 'i32'>;
function iota(n: number): Tensor<[number], 'i32'> {
  return apply('iota', { shape: [n], axis: 0 }, []) as Tensor<[number], 'i32'>;
}
