/**
 * Parameters by name, as files have them, and back. A name is a leaf's path: `backbone.0.weight`.
 */
import * as E from 'fp-ts/lib/Either.js';
import type { Shape } from '../shape-types/dim.ts';
import { type Aval, aval, sameShape, showAval } from '../tensor/aval.ts';
import type { DType } from '../tensor/dtype.ts';
import { TensorError } from '../tensor/error.ts';
import type { AnyTensor, Tensor } from '../tensor/tensor.ts';
import { type Flat, flatten, isTensor, isValue, unflatten } from '../tensor/tree.ts';
import type { AnyValue, Value } from '../tensor/value.ts';

/** The tree of values that stands for a tree of tensors, or of values. */
export type ValuesLike<T> = unknown extends T
  ? unknown
  : T extends AnyValue
    ? T
    : T extends Tensor<infer S extends Shape, infer D extends DType>
      ? Value<S, D>
      : { readonly [K in keyof T]: ValuesLike<T[K]> };

/** The leaves of a tree as one type. */
export type LeafOf<T> = unknown extends T
  ? AnyTensor | AnyValue
  : T extends AnyTensor
    ? AnyTensor
    : T extends AnyValue
      ? AnyValue
      : T extends readonly (infer Item)[]
        ? LeafOf<Item>
        : T extends object
          ? LeafOf<T[keyof T]>
          : never;

/** Named parameters that are not those of a tree. */
export interface ParameterMisfit {
  readonly _tag: 'ParameterMisfit';
  /** Names of the tree that are not there. */
  readonly missing: readonly string[];
  /** Names that the tree does not have. */
  readonly extra: readonly string[];
  /** Names of both, of another shape or dtype. */
  readonly different: readonly { readonly name: string; readonly expected: Aval; readonly got: Aval }[];
  /** All of it in one line. */
  readonly message: string;
}

const isLeaf = (x: unknown): x is AnyTensor | AnyValue => isTensor(x) || isValue(x);

const flattenNamed = (tree: unknown): Flat<AnyTensor | AnyValue> => {
  const flat = flatten(tree, isLeaf, 'the parameters', 'tensors or values');
  const twice = flat.paths.find((path, i) => flat.paths.indexOf(path) !== i);
  if (twice !== undefined) throw new TensorError('namedParameters', `two parameters are called ${twice}`);
  return flat;
};

/**
 * The leaves of a tree of tensors or values by their names, in the tree's order. {@link fromNamedParameters} goes back.
 *
 * @throws TensorError when the tree holds something else, or two leaves have one name (a key with a dot in it)
 * @example
 * ```ts
 * import { zeros } from 'thwc';
 * import { namedParameters } from 'thwc/nn';
 * const named = namedParameters({ head: [{ weight: zeros([2, 3]), bias: zeros([3]) }] });
 * console.log([...named.keys()]); // ['head.0.weight', 'head.0.bias']
 * ```
 */
export function namedParameters<T>(tree: T): ReadonlyMap<string, LeafOf<T>>;
export function namedParameters(tree: unknown): ReadonlyMap<string, AnyTensor | AnyValue> {
  const { leaves, paths } = flattenNamed(tree);
  return new Map(leaves.map((leaf, i) => [paths[i] ?? '', leaf]));
}

/** The first few of a list: one line must stay readable. */
const some = (items: readonly string[]): string =>
  `${items.slice(0, 4).join(', ')}${items.length > 4 ? ` and ${items.length - 4} more` : ''}`;

const misfitOf = (
  { leaves, paths }: Flat<Aval>,
  named: ReadonlyMap<string, Aval>,
): ParameterMisfit | undefined => {
  const names = new Set(paths);
  const missing = paths.filter((name) => !named.has(name));
  const extra = [...named.keys()].filter((name) => !names.has(name));
  const different = leaves.flatMap((expected, i) => {
    const name = paths[i] ?? '';
    const got = named.get(name);
    const same = got === undefined || (got.dtype === expected.dtype && sameShape(got.shape, expected.shape));
    return same
      ? []
      : [{ name, expected: aval(expected.shape, expected.dtype), got: aval(got.shape, got.dtype) }];
  });
  if (missing.length + extra.length + different.length === 0) return undefined;
  const shown = different.map(
    ({ name, expected, got }) => `${name} is ${showAval(got)}, expected ${showAval(expected)}`,
  );
  const message = [
    ...(missing.length > 0 ? [`missing: ${some(missing)}`] : []),
    ...(extra.length > 0 ? [`unknown: ${some(extra)}`] : []),
    ...(shown.length > 0 ? [some(shown)] : []),
  ].join('; ');
  return { _tag: 'ParameterMisfit', missing, extra, different, message };
};

/**
 * Whether named parameters are those of a tree: its names, no others, with its shapes and dtypes. Looks at nothing else, so that
 * the header of a file says enough.
 *
 * @param like a tree of tensors (`layer.init(key)`: nothing is computed) or of values
 */
export const checkNamedParameters = (
  like: unknown,
  named: ReadonlyMap<string, Aval>,
): E.Either<ParameterMisfit, void> => {
  const misfit = misfitOf(flattenNamed(like), named);
  return misfit === undefined ? E.right(undefined) : E.left(misfit);
};

/**
 * The tree that named values are the leaves of. Left: the names that are missing, unknown, or of another shape or dtype, with
 * one line that says so.
 *
 * @param like the tree to make: of tensors (`layer.init(key)`: nothing is computed) or of values
 * @example
 * ```ts
 * import { randomKey, value } from 'thwc';
 * import { dense, fromNamedParameters, sequence, spec } from 'thwc/nn';
 * import * as E from 'fp-ts/lib/Either.js';
 * const layer = sequence(spec(['batch', 2]), dense(1));
 * const read = fromNamedParameters(layer.init(randomKey(0)), new Map([['0.weight', value([[1, 2]])]]));
 * if (E.isLeft(read)) console.log(read.left.message); // missing: 0.bias; 0.weight is f32[1,2], expected f32[2,1]
 * ```
 */
export function fromNamedParameters<T>(
  like: T,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<ParameterMisfit, ValuesLike<T>>;
export function fromNamedParameters(
  like: unknown,
  named: ReadonlyMap<string, AnyValue>,
): E.Either<ParameterMisfit, unknown> {
  const flat = flattenNamed(like);
  const misfit = misfitOf(flat, named);
  if (misfit !== undefined) return E.left(misfit);
  return E.right(
    unflatten(
      flat.structure,
      flat.paths.map((name) => named.get(name)),
    ),
  );
}
