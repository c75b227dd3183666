/**
 * Random trees of parameters and gradients, and optimisers run on them.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { compile, type ValueArgs } from '../../src/compile/compile.ts';
import { programFor } from '../../src/compile/program.ts';
import type { Shape } from '../../src/shape-types/dim.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import type { AnyTensor, Tensor } from '../../src/tensor/tensor.ts';
import { flattenValues, isTensor, unflatten } from '../../src/tensor/tree.ts';
import type { Value } from '../../src/tensor/value.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { applyUpdates, type Optimiser } from '../../src/train/index.ts';
import { typedTrees } from '../arbitraries/trees.ts';

/** A function of trees, run on trees of values. */
export const runTrees = (
  f: (...trees: readonly unknown[]) => unknown,
  ...args: readonly unknown[]
): unknown => {
  const flat = args.map((arg) => flattenValues(arg));
  const { program, structure } = programFor(f, flat);
  const results = evaluateProgram(
    program,
    flat.flatMap(({ leaves }) => leaves),
  );
  return unflatten(structure, results);
};

/** A function of tensors that gives one, run on values: its numbers. */
export const numbersOf = async <Args extends readonly unknown[]>(
  f: (...args: Args) => AnyTensor,
  ...args: ValueArgs<Args>
): Promise<number[]> => {
  const { data } = await compile(f)(...args);
  return Array.from<number>(data);
};

/** The numbers of a tree's leaves. */
export const leafNumbers = (tree: unknown): readonly (readonly number[])[] =>
  flattenValues(tree).leaves.map(({ data }) => Array.from<number>(data));

/** Numbers between −4 and 4 that f32 holds exactly; now and then 0. */
export const element: fc.Arbitrary<number> = fc.integer({ min: -256, max: 256 }).map((n) => n / 64);

/** Logits, also far apart, where a softmax is 0 or 1. */
export const logit = fc.oneof(
  { weight: 3, arbitrary: element },
  element.map((x) => 200 * x),
);

export const total = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);

/** A value of a shape. */
export const valueArb = (
  shape: readonly number[],
  number: fc.Arbitrary<number> = element,
): fc.Arbitrary<Value<Shape>> =>
  fc
    .array(number, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((list) => valueFrom(shape, Float32Array.from(list)));

/** Parameters, the gradients that each step sees, and the rate of each. */
export interface Course {
  readonly params: unknown;
  readonly grads: readonly unknown[];
  readonly rates: readonly number[];
}

/** Random courses: trees of any structure, at least one leaf. */
export const courses = (most = 6, number: fc.Arbitrary<number> = element): fc.Arbitrary<Course> =>
  fc
    .record({ tree: typedTrees(1, 'f32'), steps: fc.integer({ min: 1, max: most }) })
    .chain(({ tree, steps }) => {
      const like = (of: fc.Arbitrary<number>) =>
        fc
          .tuple(...tree.types.map(({ shape }) => valueArb(shape, of)))
          .map((list) => unflatten(tree.structure, list));
      return fc.record({
        params: like(element),
        grads: fc.array(like(number), { minLength: steps, maxLength: steps }),
        rates: fc.array(
          fc.integer({ min: 1, max: 64 }).map((n) => n / 64),
          { minLength: steps, maxLength: steps },
        ),
      });
    });

/** The trees of parameters after each step, and the states, that before the first step among them. */
export interface Run {
  readonly params: readonly unknown[];
  readonly states: readonly unknown[];
}

/** An optimiser for trees and with states that the compiler does not look at. */
export type Opaque = Optimiser<unknown, unknown>;
/** An optimiser as one of which nothing is known, to choose among several. */
export const opaque = <S>({ name, init, update }: Optimiser<unknown, S>): Opaque => ({
  name,
  init,
  // Its states are its own.
  update: (state, grads, at) => update(state as S, grads, at),
});

const isRate = (x: unknown): x is Tensor<[]> => isTensor(x) && x.shape.length === 0;

/** One step of an optimiser on values: from its state and the parameters to both after it. */
export const stepWith = (
  { update }: Opaque,
  state: unknown,
  params: unknown,
  grads: unknown,
  rate: number,
): readonly [state: unknown, params: unknown] => {
  const after = runTrees(
    (s, x, g, r) => {
      if (!isRate(r)) throw new Error('the rate is a scalar');
      const [next, updates] = update(s, g, { params: x, rate: r });
      return [next, applyUpdates(x, updates)];
    },
    state,
    params,
    grads,
    value(rate),
  );
  if (!Array.isArray(after)) throw new Error('a step gives state and parameters');
  return [after[0], after[1]];
};

/** Runs an optimiser along a course, one program for each step. */
export const train = <S>(optimiser: Optimiser<unknown, S>, { params, grads, rates }: Course): Run => {
  const states = [runTrees(optimiser.init, params)];
  const all: unknown[] = [];
  grads.forEach((g, t) => {
    const [state, now] = stepWith(opaque(optimiser), states.at(-1), all.at(-1) ?? params, g, rates[t] ?? 0);
    states.push(state);
    all.push(now);
  });
  return { params: all, states };
};

/** Every number of a tree replaced. */
export const mapNumbers = (tree: unknown, f: (x: number, leaf: number, at: number) => number): unknown => {
  const { leaves, structure } = flattenValues(tree);
  return unflatten(
    structure,
    leaves.map(({ shape, data }, i) =>
      valueFrom(
        shape,
        Float32Array.from(data, (x, j) => f(x, i, j)),
      ),
    ),
  );
};

/** Trees of numbers that agree within a tolerance, relative to numbers beyond 1. */
export const expectNear = (
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  tolerance = 2e-5,
): void => {
  expect(actual.map((leaf) => leaf.length)).toEqual(expected.map((leaf) => leaf.length));
  expected.forEach((leaf, i) => {
    leaf.forEach((y, j) => {
      const x = actual[i]?.[j] ?? Number.NaN;
      const near = Object.is(x, y) || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y));
      if (!near) expect.fail(`leaf ${i}, element ${j}: ${x}, not ${y}`);
    });
  });
};
