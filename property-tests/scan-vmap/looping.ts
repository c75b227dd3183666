import fc from 'fast-check';
import { expect } from 'vitest';
import { type Save, scan } from '../../src/tensor/scan.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { flattenTensors, unflatten } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { type LeafType, type TypedTree, typedTrees } from '../arbitraries/trees.ts';
import { mixed } from './mixing.ts';
import { leavesOf, type Many, rowsOf, run, stackAt } from './support.ts';

/** A scan over trees, described; its body mixes all it sees. */
export interface Loop {
  readonly carry: TypedTree;
  readonly xs: TypedTree;
  readonly ys: TypedTree;
  readonly outer: TypedTree;
  readonly length: number;
  readonly reverse: boolean;
  readonly nested: boolean;
  readonly seed: number;
}

export const loops: fc.Arbitrary<Loop> = fc.record({
  carry: typedTrees(),
  xs: typedTrees(1),
  ys: typedTrees(),
  outer: typedTrees(),
  length: fc.constantFrom(3, 2, 1, 0),
  reverse: fc.boolean(),
  nested: fc.boolean(),
  seed: fc.nat(60),
});

const stackedTypes = ({ xs, length }: Loop): readonly LeafType[] =>
  xs.types.map(({ dtype, shape }) => ({ dtype, shape: [length, ...shape] }));

/** The types of all that a loop is given: carry, xs, outer tensors. */
export const inputTypes = (loop: Loop): readonly LeafType[] => [
  ...loop.carry.types,
  ...stackedTypes(loop),
  ...loop.outer.types,
];

/** Values for all that a loop is given. */
export const inputsOf = (loop: Loop, seed = loop.seed): readonly AnyValue[] =>
  inputTypes(loop).map(({ shape, dtype }, i) => valueFrom(shape, dtype, 'safe', seed + 3 * i, 1 + i));

/** What the body makes of the leaves it is given, in order: next carry, then ys. */
export const body = ({ carry, ys, nested }: Loop, seen: readonly AnyTensor[]): readonly AnyTensor[] =>
  mixed([...carry.types, ...ys.types], seen, nested);

/** The scan as a function of all leaves. */
export const scanned =
  (loop: Loop, save: Save = 'all'): Many =>
  (...leaves) => {
    const [c, x] = [loop.carry.types.length, loop.xs.types.length];
    const outer = leaves.slice(c + x);
    const [last, ys] = scan<unknown, unknown, unknown>(
      (state, slices) => {
        const made = body(loop, [...leavesOf(state), ...leavesOf(slices), ...outer]);
        return [
          unflatten(loop.carry.structure, made.slice(0, c)),
          unflatten(loop.ys.structure, made.slice(c)),
        ];
      },
      unflatten(loop.carry.structure, leaves.slice(0, c)),
      unflatten(loop.xs.structure, leaves.slice(c, c + x)),
      { reverse: loop.reverse, save },
    );
    expect(flattenTensors(last).structure).toEqual(loop.carry.structure);
    expect(flattenTensors(ys).structure).toEqual(loop.ys.structure);
    return [...leavesOf(last), ...leavesOf(ys)];
  };

/** The same, run step by step on values. */
export const looped = (loop: Loop, inputs: readonly AnyValue[]): readonly AnyValue[] => {
  const [c, x] = [loop.carry.types.length, loop.xs.types.length];
  const outer = inputs.slice(c + x);
  const rows = inputs.slice(c, c + x).map(rowsOf);
  let state = inputs.slice(0, c);
  const ys: (readonly AnyValue[])[] = [];
  for (let step = 0; step < loop.length; step++) {
    const t = loop.reverse ? loop.length - 1 - step : step;
    const made = run(
      (...seen) => body(loop, seen),
      [...state, ...rows.flatMap((row) => row[t] ?? []), ...outer],
    );
    state = made.slice(0, c);
    ys[t] = made.slice(c);
  }
  return [
    ...state,
    ...loop.ys.types.map((type, i) =>
      stackAt(
        0,
        ys.flatMap((made) => made[i] ?? []),
        type,
      ),
    ),
  ];
};
