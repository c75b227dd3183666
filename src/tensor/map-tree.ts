/**
 * Functions of leaves, applied to whole trees.
 */
import type { Shape } from '../shape-types/dim.ts';
import { at, difference, leavesLike } from './alike.ts';
import { sameShape } from './aval.ts';
import { demand } from './error.ts';
import { cast } from './ops/select.ts';
import type { AnyTensor, Tensor } from './tensor.ts';
import { flattenTensors, unflatten } from './tree.ts';

/** A function of the leaves that several trees have at one path (such as `send.0.weight`); it keeps their shape. */
export type LeafFunction<Rest extends readonly unknown[]> = <S extends Shape>(
  leaves: readonly [Tensor<S>, ...{ readonly [K in keyof Rest]: Tensor<S> }],
  path: string,
) => Tensor<S>;

/** Who maps, and what its trees are called, for errors. */
export interface TreeNames {
  readonly op: string;
  /** One for each tree: `the gradients`. */
  readonly names: readonly string[];
}

/**
 * Applies a function to every leaf of a tree of f32 tensors, or to the leaves that several trees of the same structure have
 * at the same path. Gives a tree like the first.
 *
 * Branches are matched by their names, in whatever order they stand.
 *
 * @throws TensorError naming the path where the trees differ in structure or shape, or hold something else than f32.
 * @example
 * ```ts
 * import { add, mapTree, mul, tensor } from 'thwc';
 * const a = { weight: tensor([[1, 2]]), bias: tensor([3]) };
 * const b = { weight: tensor([[10, 20]]), bias: tensor([30]) };
 * const { weight } = mapTree(([x, y]) => add(mul(x, 0.5), y), a, b); // Tensor<[1, 2]>: [[10.5, 21]]
 * ```
 */
export const mapTree = <T, const Rest extends readonly NoInfer<T>[]>(
  f: LeafFunction<Rest>,
  tree: T,
  ...rest: Rest
): T =>
  mapNamedTrees(
    { op: 'mapTree', names: ['the first tree', ...rest.map((_, i) => `tree ${i + 2}`)] },
    f,
    tree,
    ...rest,
  );

/** {@link mapTree}, with words for errors. */
export function mapNamedTrees<T, const Rest extends readonly NoInfer<T>[]>(
  names: TreeNames,
  f: LeafFunction<Rest>,
  tree: T,
  ...rest: Rest
): T;
export function mapNamedTrees(
  { op, names }: TreeNames,
  f: (leaves: readonly [Tensor, ...Tensor[]], path: string) => Tensor,
  tree: unknown,
  ...rest: readonly unknown[]
): unknown {
  const [first = unnamed] = names;
  const { structure, leaves, paths } = flattenTensors(tree, first);
  const columns = rest.map((other, i) => {
    const name = names[i + 1] ?? unnamed;
    const found = difference(structure, flattenTensors(other, name).structure, '');
    const [here, theirs] = [found?.of ?? '', found?.other ?? ''];
    demand(
      found === undefined,
      op,
      `structures differ ${at(found?.path)}: ${here} in ${first}, ${theirs} in ${name}`,
    );
    return leavesLike(structure, other);
  });
  const results = leaves.map((leaf, i) => {
    const path = paths[i] ?? '';
    const numbers = (x: AnyTensor, name: string): Tensor => {
      demand(x.dtype === 'f32', op, `takes trees of f32, but ${name} hold another type ${at(path)}`, [x]);
      const same = sameShape(x.shape, leaf.shape);
      demand(same, op, `shapes differ ${at(path)} of ${first} and ${name}`, [leaf, x]);
      return cast(x, 'f32');
    };
    const others = columns.map((column, n) => numbers(column[i] ?? leaf, names[n + 1] ?? unnamed));
    const result = f([numbers(leaf, first), ...others], path);
    const kept = sameShape(result.shape, leaf.shape) && result.dtype === 'f32';
    demand(kept, op, `the function changes the shape ${at(path)}`, [leaf, result]);
    return result;
  });
  return unflatten(structure, results);
}

const unnamed = 'a tree';
