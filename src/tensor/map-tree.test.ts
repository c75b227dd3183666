import { describe, expect, it } from 'vitest';
import { evaluate } from '../compile/compile.ts';
import { mapNamedTrees, mapTree } from './map-tree.ts';
import { add, mul } from './ops/arithmetic.ts';
import { tensor } from './ops/constants.ts';
import type { Tensor } from './tensor.ts';
import { toNested } from './values.ts';

const names = { op: 'both', names: ['the parameters', 'the gradients'] };
/** Of trees whose types do not say that they differ. */
const both = (a: unknown, b: unknown): unknown => mapNamedTrees(names, ([x, y]) => add(x, y), a, b);
const x = tensor([1, 2]);

describe('mapTree', () => {
  it('hands over the leaf and its path', () => {
    const seen: string[] = [];
    const tree = { send: [{ weight: x }, { weight: x }], bias: x, none: [] };
    const same = mapTree(([leaf], path) => {
      seen.push(path);
      return leaf;
    }, tree);
    expect(seen).toEqual(['send.0.weight', 'send.1.weight', 'bias']);
    expect(same).toEqual(tree);
  });

  it('takes a leaf for a tree', async () => {
    expect(toNested(await evaluate(mapTree(([a, b]) => mul(a, b), x, x)))).toEqual([1, 4]);
  });

  it('matches branches by name, in whatever order they stand', async () => {
    const [one, other] = [
      { a: tensor([1]), b: { c: tensor([2]), d: tensor([3]) } },
      { b: { d: tensor([30]), c: tensor([20]) }, a: tensor([10]) },
    ];
    const { a, b } = mapTree(([p, q]) => add(p, q), one, other);
    const found = await evaluate([a, b.c, b.d]);
    expect(found.map((v) => toNested(v))).toEqual([[11], [22], [33]]);
    expect(Object.keys(b)).toEqual(['c', 'd']);
  });

  it('is not confused by names with dots, nor by names that numbers and objects have', async () => {
    const odd = (n: number) => ({
      'a.b': tensor([n]),
      a: { b: tensor([2 * n]) },
      constructor: tensor([3 * n]),
      7: tensor([n]),
    });
    const sums = mapTree(([p, q]) => add(p, q), odd(1), odd(10));
    const found = await evaluate([sums['a.b'], sums.a.b, sums.constructor, sums[7]]);
    expect(found.map((v) => toNested(v))).toEqual([[11], [22], [33], [11]]);
  });
});

describe('trees that differ', () => {
  it.each<readonly [string, unknown, unknown]>([
    ['nothing in the gradients', { send: [{ weight: x }] }, { send: [{}] }],
    [
      'a tensor in the parameters, nothing in the gradients',
      { send: [{ weight: x }] },
      { send: [{ bias: x }] },
    ],
    ['nothing in the parameters, a tensor in the gradients', { send: [{}] }, { send: [{ weight: x }] }],
    [
      'a tensor in the parameters, a list in the gradients',
      { send: [{ weight: x }] },
      { send: [{ weight: [x] }] },
    ],
    [
      'a list in the parameters, a record in the gradients',
      { send: [{ weight: [x] }] },
      { send: [{ weight: { 0: x } }] },
    ],
    ['nothing in the parameters, a list in the gradients', { send: [{}] }, { send: [{ weight: [] }] }],
  ])('name the place: %s', (problem, a, b) => {
    expect(() => both(a, b)).toThrow('both: structures differ at send.0.weight: ');
    expect(() => both(a, b)).toThrow(problem);
  });

  it('name the root', () => {
    expect(() => both(x, [x])).toThrow(
      'both: structures differ at the root: a tensor in the parameters, a list in the gradients',
    );
  });

  it('say where shapes or dtypes differ, also where they would broadcast', () => {
    expect(() => both({ a: { b: x } }, { a: { b: tensor([1]) } })).toThrow(
      'both: shapes differ at a.b of the parameters and the gradients: f32[2] and f32[1]',
    );
    expect(() => both([x], [tensor([1, 2], 'i32')])).toThrow(
      'both: takes trees of f32, but the gradients hold another type at 0: i32[2]',
    );
    expect(() => both([tensor([1, 2], 'i32')], [x])).toThrow(
      'both: takes trees of f32, but the parameters hold another type at 0: i32[2]',
    );
  });

  it('say what is no tree', () => {
    expect(() => both({ a: x }, { a: 3 })).toThrow(
      'the gradients holds 3 at a; expected tensors in plain objects',
    );
    expect(() => both({ a: undefined }, {})).toThrow('the parameters holds undefined at a');
  });

  it('name trees by their places where they have no names', () => {
    const one: { readonly a?: Tensor<[2]> } = { a: x };
    expect(() => mapTree(([p]) => p, one, one, {})).toThrow(
      'mapTree: structures differ at a: a tensor in the first tree, nothing in tree 3',
    );
  });
});
