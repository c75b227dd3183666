/**
 * Trees that are alike: the same branches by their names, in whatever order they stand.
 */
import { sameShape } from './aval.ts';
import { demand } from './error.ts';
import type { AnyTensor } from './tensor.ts';
import { type Flat, flattenTensors, isTensor, type Structure } from './tree.ts';

/** Where in a tree, for errors. */
export const at = (path = ''): string => `at ${path === '' ? 'the root' : path}`;

/** Where two structures differ, and what each has there. */
interface Difference {
  readonly path: string;
  readonly of: string;
  readonly other: string;
}

const kindOf = (structure: Structure | undefined): string => {
  if (structure === undefined) return 'nothing';
  return structure.kind === 'leaf' ? 'a tensor' : structure.list ? 'a list' : 'a record';
};

const branchesOf = (structure: Structure | undefined): ReadonlyMap<string, Structure> =>
  new Map(structure?.kind === 'branch' ? structure.branches : []);

/** The first place where two structures differ, but for the order of branches. */
export const difference = (
  of: Structure | undefined,
  other: Structure | undefined,
  path = '',
): Difference | undefined => {
  if (kindOf(of) !== kindOf(other)) return { path, of: kindOf(of), other: kindOf(other) };
  const [mine, theirs] = [branchesOf(of), branchesOf(other)];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const inner = path === '' ? name : `${path}.${name}`;
    const found = difference(mine.get(name), theirs.get(name), inner);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The leaves of a tree in the order of a structure that it has but for the order of branches. */
export const leavesLike = (structure: Structure, tree: unknown): readonly AnyTensor[] => {
  if (structure.kind === 'leaf') return isTensor(tree) ? [tree] : [];
  const branches = new Map(typeof tree === 'object' && tree !== null ? Object.entries(tree) : []);
  return structure.branches.flatMap(([name, branch]) => leavesLike(branch, branches.get(name)));
};

/** A tree that another has to be like, and what the two are called in errors. */
export interface Likeness {
  readonly op: string;
  /** What is given: `the cotangent`. */
  readonly what: string;
  /** What it has to be like: `the result`. */
  readonly like: string;
}

/**
 * The leaves of a tree that must be like another, in the order of that other.
 *
 * @throws TensorError naming the path where structures, shapes or dtypes differ
 */
export const leavesOfAlike = (
  { op, what, like }: Likeness,
  given: unknown,
  { structure, leaves, paths }: Flat<AnyTensor>,
): readonly AnyTensor[] => {
  const found = difference(structure, flattenTensors(given, what).structure);
  const [wanted, got] = [found?.of ?? '', found?.other ?? ''];
  const problem = `structures differ ${at(found?.path)}: ${got} in ${what}, ${wanted} in ${like}`;
  demand(found === undefined, op, problem);
  return leavesLike(structure, given).map((x, i) => {
    const own = leaves[i] ?? x;
    const same = own.dtype === x.dtype && sameShape(own.shape, x.shape);
    demand(same, op, `types differ ${at(paths[i])} of ${what} and ${like}`, [x, own], 'the same');
    return x;
  });
};
