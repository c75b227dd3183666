/**
 * Trees: plain nested objects and arrays with tensors (or values) as leaves, the form of parameters,
 * scan states and results. Interfaces work: nothing here asks for an index signature.
 */
import type { Shape } from '../shape-types/dim.ts';
import type { DType } from './dtype.ts';
import { TensorError } from './error.ts';
import type { AnyTensor, Tensor } from './tensor.ts';
import type { AnyValue, Value } from './value.ts';

/** The tree of values that stands for a tree of tensors when a compiled program is run. */
export type Values<T> = unknown extends T
  ? unknown
  : T extends Tensor<infer S extends Shape, infer D extends DType>
    ? Value<S, D>
    : { readonly [K in keyof T]: Values<T[K]> };

/** The tree of descriptions that stands for a tree of values. */
export type Tensors<T> = unknown extends T
  ? unknown
  : T extends Value<infer S extends Shape, infer D extends DType>
    ? Tensor<S, D>
    : { readonly [K in keyof T]: Tensors<T[K]> };

/** The structure of a tree without its leaves: a leaf, or named branches in a fixed order. */
export type Structure =
  | { readonly kind: 'leaf' }
  | {
      readonly kind: 'branch';
      readonly list: boolean;
      readonly branches: readonly (readonly [string, Structure])[];
    };

/** A tree taken apart. `leaves[i]` is at `paths[i]`, such as `send.0.weight`. */
export interface Flat<Leaf> {
  readonly leaves: readonly Leaf[];
  readonly paths: readonly string[];
  readonly structure: Structure;
}

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null;

export const isTensor = (x: unknown): x is AnyTensor =>
  isRecord(x) && 'source' in x && 'shape' in x && 'dtype' in x;

export const isValue = (x: unknown): x is AnyValue =>
  isRecord(x) && 'data' in x && 'shape' in x && 'dtype' in x;

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const isPlain = (x: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null || Array.isArray(x);
};

/** Takes a tree apart. Keys of objects keep their order of insertion. */
export const flatten = <Leaf>(
  tree: unknown,
  isLeaf: (x: unknown) => x is Leaf,
  what = 'a tree',
  leavesAre = 'tensors',
): Flat<Leaf> => {
  const leaves: Leaf[] = [];
  const paths: string[] = [];
  const visit = (x: unknown, path: string): Structure => {
    if (isLeaf(x)) {
      leaves.push(x);
      paths.push(path);
      return { kind: 'leaf' };
    }
    const other = isTensor(x) ? 'a tensor' : isValue(x) ? 'a value' : undefined;
    if (!isRecord(x) || !isPlain(x) || other !== undefined) {
      const got = other ?? (isRecord(x) ? x.constructor.name : String(x));
      throw new TensorError(
        'tree',
        `${what} holds ${got} at ${path === '' ? 'its root' : path}`,
        [],
        `${leavesAre} in plain objects and arrays`,
      );
    }
    const branches = Object.entries(x).map(
      ([name, branch]) => [name, visit(branch, join(path, name))] as const,
    );
    return { kind: 'branch', list: Array.isArray(x), branches };
  };
  const structure = visit(tree, '');
  return { leaves, paths, structure };
};

/** Puts leaves back into a structure. */
export const unflatten = (structure: Structure, leaves: readonly unknown[]): unknown => {
  let next = 0;
  const build = (s: Structure): unknown => {
    if (s.kind === 'leaf') return leaves[next++];
    const branches = s.branches.map(([name, branch]) => [name, build(branch)] as const);
    return s.list ? branches.map(([, x]) => x) : Object.fromEntries(branches);
  };
  return build(structure);
};

export const sameStructure = (a: Structure, b: Structure): boolean =>
  a.kind === 'leaf' || b.kind === 'leaf'
    ? a.kind === b.kind
    : a.list === b.list &&
      a.branches.length === b.branches.length &&
      a.branches.every(([name, branch], i) => {
        const [otherName, other] = b.branches[i] ?? [];
        return name === otherName && other !== undefined && sameStructure(branch, other);
      });

/** Takes a tree of tensors apart. */
export const flattenTensors = (tree: unknown, what?: string): Flat<AnyTensor> =>
  flatten(tree, isTensor, what);
/** Takes a tree of values apart. */
export const flattenValues = (tree: unknown, what?: string): Flat<AnyValue> =>
  flatten(tree, isValue, what, 'values');
