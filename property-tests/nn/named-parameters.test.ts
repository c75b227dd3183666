import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { checkNamedParameters, fromNamedParameters, namedParameters } from '../../src/nn/index.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import { constant } from '../../src/tensor/build.ts';
import { flattenValues, unflatten } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { allocate, makeValue } from '../../src/tensor/values.ts';
import { type TypedTree, typedTrees } from '../arbitraries/trees.ts';

/** Values of a tree's types, no two alike. */
const valuesOf = ({ types }: TypedTree): readonly AnyValue[] =>
  types.map(({ dtype, shape }, i) => {
    const data = allocate(dtype, sizeOf(shape));
    return makeValue(shape, dtype, data.fill(dtype === 'bool' ? i % 2 : i));
  });

/** Trees of values, and of descriptions of the same shapes. */
const trees = typedTrees(1).map((typed) => {
  const values = valuesOf(typed);
  const tree = unflatten(typed.structure, values);
  return { tree, described: unflatten(typed.structure, values.map(constant)) };
});

const named = (tree: unknown): Map<string, AnyValue> => {
  const { leaves, paths } = flattenValues(tree);
  return new Map(leaves.map((leaf, i) => [paths[i] ?? '', leaf]));
};

const misfitOf = (like: unknown, map: ReadonlyMap<string, AnyValue>) => {
  const [read, checked] = [fromNamedParameters(like, map), checkNamedParameters(like, map)];
  if (E.isRight(read) || E.isRight(checked)) throw new Error('they fit');
  expect(read.left).toEqual(checked.left);
  return read.left;
};

describe('named parameters', () => {
  it('are the leaves of a tree, and make the tree again, in whatever order they come', () =>
    fc.assert(
      fc.property(trees, fc.boolean(), ({ tree, described }, backwards) => {
        const map = namedParameters(tree);
        expect(map).toEqual(named(tree));
        expect([...namedParameters(described).keys()]).toEqual([...map.keys()]);
        const entries = [...named(tree)];
        const shuffled = new Map(backwards ? entries.reverse() : entries);
        for (const like of [tree, described]) {
          expect(fromNamedParameters(like, shuffled)).toEqual(E.right(tree));
          expect(checkNamedParameters(like, shuffled)).toEqual(E.right(undefined));
        }
      }),
    ));

  it('are missed, each that is not there', () =>
    fc.assert(
      fc.property(trees, fc.nat(), ({ tree, described }, nth) => {
        const map = named(tree);
        const name = [...map.keys()][nth % map.size] ?? '';
        map.delete(name);
        const { missing, extra, different, message } = misfitOf(described, map);
        expect({ missing, extra, different }).toEqual({ missing: [name], extra: [], different: [] });
        expect(message).toBe(`missing: ${name}`);
      }),
    ));

  it('are refused when the tree does not have them', () =>
    fc.assert(
      fc.property(trees, ({ tree, described }) => {
        const map = named(tree).set('stray.7', makeValue([], 'f32', Float32Array.of(1)));
        const { missing, extra, different, message } = misfitOf(described, map);
        expect({ missing, extra, different }).toEqual({ missing: [], extra: ['stray.7'], different: [] });
        expect(message).toBe('unknown: stray.7');
      }),
    ));

  it('are refused with another shape or dtype', () =>
    fc.assert(
      fc.property(trees, fc.nat(), fc.boolean(), ({ tree, described }, nth, otherType) => {
        const map = named(tree);
        const [name = '', old] = [...map][nth % map.size] ?? [];
        const { shape, dtype } = old ?? makeValue([], 'f32', Float32Array.of(1));
        const type = { f32: 'i32', i32: 'bool', bool: 'f32' } as const;
        const got = otherType ? { shape, dtype: type[dtype] } : { shape: [...shape, 1], dtype };
        map.set(name, makeValue(got.shape, got.dtype, allocate(got.dtype, sizeOf(got.shape))));
        const { missing, extra, different, message } = misfitOf(described, map);
        expect({ missing, extra, different }).toEqual({
          missing: [],
          extra: [],
          different: [{ name, expected: { shape, dtype }, got }],
        });
        expect(message).toBe(
          `${name} is ${got.dtype}[${got.shape.join()}], expected ${dtype}[${shape.join()}]`,
        );
      }),
    ));
});

describe('what is said of named parameters', () => {
  it('stays one readable line', () => {
    const one = makeValue([], 'f32', Float32Array.of(1));
    const like = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, one]));
    const left = misfitOf(
      like,
      new Map([
        ['a', makeValue([2], 'f32', Float32Array.of(1, 2))],
        ['z', one],
      ]),
    );
    expect(left.message).toBe('missing: b, c, d, e and 1 more; unknown: z; a is f32[2], expected f32[]');
  });

  it('refuses two of one name, and what is no parameter', () => {
    const one = makeValue([], 'f32', Float32Array.of(1));
    expect(() => namedParameters({ 'a.b': one, a: { b: one } })).toThrow('two parameters are called a.b');
    expect(() => namedParameters({ a: 3 })).toThrow('the parameters holds 3 at a');
  });
});
