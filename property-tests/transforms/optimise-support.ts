import { expect } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import { avalsOf, bodyOf, type Program } from '../../src/tensor/program.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { optimise } from '../../src/transforms/optimise/index.ts';
import { loadOfProgram } from '../../src/transforms/optimise/load.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { expectValid } from './support.ts';

/** Messages by label, in a fixed order. */
export const sent = (program: Program) => [...costOf(program).messages].filter(([, n]) => n > 0).sort();

/** Results of double precision are rounded to single, and numbers next to each other may fall to different sides. */
const nextTo = 2 ** -23;

/** Equal up to sums taken in another order, relative to the largest number of the value. */
export const expectClose = (actual: readonly AnyValue[], expected: readonly AnyValue[]): void => {
  const types = (values: readonly AnyValue[]) => values.map(({ shape, dtype }) => ({ shape, dtype }));
  expect(types(actual)).toEqual(types(expected));
  expected.forEach(({ data }, i) => {
    const numbers = Array.from(data);
    const scale = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
    numbers.forEach((x, j) => {
      const y = actual[i]?.data[j] ?? Number.NaN;
      if (!(Math.abs(x - y) <= nextTo * scale)) expect(y).toBe(x);
    });
  });
};

/** Optimises, and holds it to its law: the same values, no more work, the same messages. Gives before and after. */
export const expectOptimised = (
  program: Program,
  inputs: readonly AnyValue[],
): readonly [before: Program, after: Program] => {
  const before = simplify(program);
  const after = optimise(before);
  expectValid(after);
  expect(after.inputs).toEqual(program.inputs);
  const run = (p: Program) => evaluateProgram(p, inputs, { precision: 'f64' });
  expectClose(run(after), run(program));
  expect(costOf(after).total.operations).toBeLessThanOrEqual(costOf(before).total.operations);
  expect(loadOfProgram(after).weight).toBeLessThanOrEqual(loadOfProgram(before).weight * (1 + 1e-12));
  expect(sent(after)).toEqual(sent(before));
  return [before, after];
};

/** All products of a program: how often each runs, and its multiply-adds each time. */
export const productsOf = (
  program: Program,
  times = 1,
): readonly {
  readonly times: number;
  readonly shape: readonly number[];
  readonly multiplyAdds: number;
}[] => {
  const avals = avalsOf(program);
  return program.equations.flatMap((e) => {
    const inside = bodyOf(e);
    if (inside !== undefined) return productsOf(inside.body, times * inside.times);
    if (e.primitive !== 'dot') return [];
    const a = avals[e.inputs[0] ?? -1]?.shape ?? [];
    const shape = e.outputs[0]?.shape ?? [];
    const size = (sizes: readonly number[]) => sizes.reduce((n, d) => n * d, 1);
    return [
      { times, shape, multiplyAdds: size(shape) * size(e.params.aContract.map((axis) => a[axis] ?? 1)) },
    ];
  });
};
