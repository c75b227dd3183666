import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apply, placeholder } from '../../src/tensor/apply.ts';
import { aval } from '../../src/tensor/aval.ts';
import { constant } from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { traceClosed } from '../../src/tensor/trace.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { loadOfProgram } from '../../src/transforms/optimise/load.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import { expectOptimised } from './optimise-support.ts';

/** How an operand is made, and what is done to the product: numbers that choose. */
interface Choice {
  readonly sizes: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly contract: readonly boolean[];
  readonly finish: readonly number[];
  readonly seed: number;
}

const nat = fc.nat(1000);
const choice: fc.Arbitrary<Choice> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
  a: fc.array(nat, { minLength: 0, maxLength: 3 }),
  b: fc.array(nat, { minLength: 0, maxLength: 3 }),
  contract: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  finish: fc.array(nat, { minLength: 0, maxLength: 2 }),
  seed: fc.integer(),
});

/** Row numbers below n: mostly all of them, often; sometimes some of them only. */
const rows = (n: number, k: number): AnyTensor => {
  const list = Array.from(
    { length: k % 5 === 0 ? 1 + (k % n) : n + (k % 7) },
    (_, i) => (i * (k % 3 === 0 ? 1 : n + 1)) % n,
  );
  return constant(makeValue([list.length], 'i32', Int32Array.from(list)));
};

/** An operand of three axes, made by moving data: every step undone by what it would be without is not looked for. */
const moved = (x: AnyTensor, steps: readonly number[]): AnyTensor =>
  steps.reduce((y, k) => {
    const axis = (k >> 3) % 3;
    const size = y.shape[axis] ?? 1;
    if (k % 4 === 0) return apply('gather', { axis, batch: 0 }, [y, rows(size, k)]);
    if (k % 4 === 1)
      return apply('concat', { axis }, [y, apply('gather', { axis, batch: 0 }, [y, rows(size, k >> 2)])]);
    if (k % 4 === 2) return apply('transpose', { permutation: k % 8 < 4 ? [2, 0, 1] : [0, 2, 1] }, [y]);
    const rest = apply('reduce', { op: 'sum', axes: [axis] }, [y]);
    return apply(
      'broadcast',
      { shape: y.shape.with(axis, 2 + (k % 9)), axes: [0, 1, 2].filter((i) => i !== axis) },
      [rest],
    );
  }, x);

/** Axes are cut to one size where they meet. */
const cut = (x: AnyTensor, axis: number, size: number): AnyTensor =>
  apply(
    'slice',
    { starts: x.shape.map(() => 0), limits: x.shape.with(axis, size), strides: x.shape.map(() => 1) },
    [x],
  );

const finished = (x: AnyTensor, steps: readonly number[]): AnyTensor =>
  steps.reduce((y, k) => {
    const axis = (k >> 2) % Math.max(1, y.shape.length);
    const size = y.shape[axis];
    if (size === undefined) return y;
    if (k % 4 === 0) return apply('reduce', { op: 'sum', axes: [axis] }, [y]);
    if (k % 4 === 1) return cut(y, axis, Math.max(1, size - 1));
    if (k % 4 === 2) return apply('gather', { axis, batch: 0 }, [y, rows(size, k)]);
    const onto = Array.from({ length: size }, (_, i) => i % Math.max(1, Math.min(size, k % 4)));
    const indices = constant(makeValue([size], 'i32', Int32Array.from(onto)));
    return apply('scatterAdd', { axis, batch: 0, size: Math.max(...onto) + 1 }, [y, indices]);
  }, x);

const programOf = ({ sizes, a, b, contract, finish }: Choice) =>
  traceClosed([aval(sizes, 'f32'), aval(sizes, 'f32')], (inputs) => {
    const [x = placeholder(0, aval([], 'f32')), y = x] = inputs;
    const [left, right] = [moved(x, a), moved(y, b)];
    // The first axis is a batch axis or free, as the choice says; contracted axes face each other.
    const axes = [0, 1, 2].filter((i) => contract[i] === true);
    const fitted = axes.reduce<readonly [AnyTensor, AnyTensor]>(
      ([p, q], axis) => {
        const size = Math.min(p.shape[axis] ?? 1, q.shape[axis] ?? 1);
        return [
          size === p.shape[axis] ? p : cut(p, axis, size),
          size === q.shape[axis] ? q : cut(q, axis, size),
        ];
      },
      [left, right],
    );
    const batch = axes.length === 3 ? axes.slice(0, 1) : [];
    const over = axes.slice(batch.length);
    const product = apply('dot', { aBatch: batch, bBatch: batch, aContract: over, bContract: over }, fitted);
    return [finished(product, finish)];
  });

it('products of moved data keep their values and messages, and never take more', () => {
  const seen = { cheaper: 0 };
  fc.assert(
    fc.property(choice, (chosen) => {
      const next = seeded(chosen.seed);
      const inputs = [0, 1].map(() => {
        const n = chosen.sizes.reduce((m, d) => m * d, 1);
        return makeValue(chosen.sizes, 'f32', Float32Array.from(floats(next, n)));
      });
      const [before, after] = expectOptimised(programOf(chosen), inputs);
      if (loadOfProgram(after).weight < loadOfProgram(before).weight) seen.cheaper++;
    }),
    { numRuns: 300 },
  );
  // The rules are seen at work: in more than a quarter of all cases.
  expect(seen.cheaper).toBeGreaterThan(75);
});
