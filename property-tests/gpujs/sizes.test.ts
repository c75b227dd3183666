/** Sizes beyond those of random programs: sums in two stages, odd widths, long rows, every kind of window. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { argmax } from '../../src/tensor/ops/extremes.ts';
import { argsort, gather, max, min, permute, sum, zeros } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import { expectEqual, expectNear, inEachMode, runGpujs } from './support.ts';
import { toleranceOf } from './tolerances.ts';

import { few, seeds, whole } from './whole.ts';

inEachMode('many elements', (mode) => {
  it('are reduced in stages, whatever their number: sums near, extremes and their places exact', async () => {
    const shapes = fc.tuple(few(5), fc.integer({ min: 10_000, max: 14_000 }), few(3));
    await fc.assert(
      fc.asyncProperty(shapes, seeds, async ([rows, columns, depth], seed) => {
        const shape = [rows, columns, depth] as const;
        const x = valueFrom(shape, floats(seeded(seed), rows * columns * depth));
        const exact = programOf(
          (t: Tensor<[number, number, number]>) => [
            max(t),
            min(t, { axes: 1 }),
            max(t, { axes: [0, 1] }),
            argmax(t, { axis: 1 }),
            sum(permute(t, [2, 1, 0]), { axes: [0, 2] }),
          ],
          zeros(shape),
        );
        const results = await runGpujs(mode, exact, [x]);
        const expected = evaluateProgram(exact, [x], { precision: 'f64' });
        expectEqual(results.slice(0, 4), expected.slice(0, 4));
        expectNear(results.slice(4), expected.slice(4), toleranceOf('reduce', mode));
        const sums = programOf(
          (t: Tensor<[number, number, number]>) => [sum(t), sum(t, { axes: 1 }), sum(t, { axes: [1, 2] })],
          zeros(shape),
        );
        const error = { absolute: 5e-3, relative: 1e-5 };
        expectNear(await runGpujs(mode, sums, [x]), evaluateProgram(sums, [x], { precision: 'f64' }), error);
      }),
      { numRuns: 4 },
    );
  });

  it('of whole numbers are summed exactly, once each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40_000 }), seeds, async (n, seed) => {
        const x = whole([n], seed);
        const program = programOf((t: Tensor<[number]>) => [sum(t)], zeros([n]));
        expectEqual(await runGpujs(mode, program, [x]), evaluateProgram(program, [x]));
      }),
      { numRuns: 8 },
    );
  });

  it('are sorted stably, and gathered from where there are any', async () => {
    await fc.assert(
      fc.asyncProperty(few(3), few(150), seeds, async (rows, n, seed) => {
        const x = whole([rows, n], seed);
        const places = Int32Array.from(whole([n], seed + 1).data, (i) => i * 7);
        const far = Int32Array.of(-1, n, n - 1, 0, 2 ** 31 - 1, -(2 ** 31), 2 ** 24 + 1);
        const program = programOf(
          (t: Tensor<[number, number]>, i: Tensor<[number], 'i32'>, j: Tensor<[number], 'i32'>) => [
            argsort(t),
            gather(t, i, 1),
            gather(t, j, 1),
          ],
          zeros([rows, n]),
          valueFrom([n], places),
          valueFrom([7], far),
        );
        const inputs = [x, valueFrom([n], places), valueFrom([7], far)];
        const results = await runGpujs(mode, program, inputs);
        expectEqual(results, evaluateProgram(program, inputs));
        expect(results[2]?.data.some((y) => Number.isNaN(y))).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});
