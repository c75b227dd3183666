import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapTree } from '../../src/tensor/map-tree.ts';
import { add, mul } from '../../src/tensor/ops/arithmetic.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { flattenTensors, type Structure, unflatten } from '../../src/tensor/tree.ts';
import { typedTrees } from '../arbitraries/trees.ts';
import { courses, leafNumbers, runTrees } from './support.ts';

it('mapping nothing changes nothing, and mapping twice is mapping both at once', () => {
  fc.assert(
    fc.property(courses(1), ({ params }) => {
      expect(runTrees((tree) => mapTree(([x]) => x, tree), params)).toEqual(params);
      const twice = (tree: unknown) =>
        mapTree(
          ([x]) => add(x, 1),
          mapTree(([x]) => mul(x, 2), tree),
        );
      const once = (tree: unknown) => mapTree(([x]) => add(mul(x, 2), 1), tree);
      expect(runTrees(twice, params)).toEqual(runTrees(once, params));
    }),
  );
});

it('several trees meet leaf by leaf', () => {
  fc.assert(
    fc.property(courses(1), ({ params, grads }) => {
      const [a, b] = [leafNumbers(params), leafNumbers(grads[0])];
      const sums = runTrees((x, y) => mapTree(([p, q]) => add(p, q), x, y), params, grads[0]);
      expect(leafNumbers(sums)).toEqual(a.map((leaf, i) => leaf.map((x, j) => x + (b[i]?.[j] ?? 0))));
    }),
  );
});

/** The structure with the branches of every record in another order. */
const reversed = (s: Structure): Structure =>
  s.kind === 'leaf'
    ? s
    : {
        ...s,
        branches: (s.list ? s.branches : s.branches.toReversed()).map(
          ([name, b]) => [name, reversed(b)] as const,
        ),
      };

it('the order of names does not matter: each finds its own', () => {
  fc.assert(
    fc.property(typedTrees(1, 'f32'), ({ structure, types }) => {
      const tree = unflatten(
        structure,
        types.map(({ shape }) => zeros(shape)),
      );
      const paths = (of: unknown): readonly string[] => flattenTensors(of).paths;
      // Each leaf of the other tree is the leaf of the same path.
      const byPath = new Map(paths(tree).map((path, i) => [path, flattenTensors(tree).leaves[i]]));
      const other = reversed(structure);
      const order = paths(
        unflatten(
          other,
          types.map(() => zeros([])),
        ),
      );
      const again = unflatten(
        other,
        order.map((path) => byPath.get(path)),
      );
      mapTree(
        ([x, y]) => {
          expect(y).toBe(x);
          return x;
        },
        tree,
        again,
      );
    }),
  );
});

/** The structure with the leaf of a path made something else. */
const broken = (s: Structure, path: readonly string[], change: (leaf: Structure) => Structure): Structure => {
  const [head, ...rest] = path;
  if (head === undefined || s.kind === 'leaf') return change(s);
  return {
    ...s,
    branches: s.branches.map(([name, b]) => [name, name === head ? broken(b, rest, change) : b] as const),
  };
};

it('where trees differ the path says so, whichever comes first', () => {
  fc.assert(
    fc.property(typedTrees(1, 'f32'), fc.nat(), fc.boolean(), ({ structure, types }, n, list) => {
      const tree = unflatten(
        structure,
        types.map(({ shape }) => zeros(shape)),
      );
      const { paths } = flattenTensors(tree);
      const path = paths[n % paths.length] ?? '';
      const other = broken(structure, path === '' ? [] : path.split('.'), () => ({
        kind: 'branch',
        list,
        branches: [],
      }));
      const leaves = types.filter((_, i) => i !== n % paths.length).map(({ shape }) => zeros(shape));
      const changed = unflatten(other, leaves);
      const place = `structures differ at ${path === '' ? 'the root' : path}: `;
      expect(() => mapTree(([x]) => x, tree, changed)).toThrow(place);
      expect(() => mapTree(([x]) => x, changed, tree)).toThrow(place);
    }),
  );
});
