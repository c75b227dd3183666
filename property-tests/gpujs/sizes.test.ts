/** Sizes beyond those of random programs: sums in two stages, odd widths, long rows, every kind of window. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { argmax } from '../../src/tensor/ops/extremes.ts';
import {
  add,
  argsort,
  avgPool2d,
  conv2d,
  gather,
  matmul,
  max,
  maxPool2d,
  min,
  permute,
  relu,
  reverse,
  sum,
  transpose,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import { expectEqual, expectNear, inEachMode, runGpujs } from './support.ts';
import { toleranceOf } from './tolerances.ts';

/** Small whole numbers: every sum of their products is exact. */
const whole = (shape: readonly number[], seed: number) => {
  const next = seeded(seed);
  const size = shape.reduce((n, d) => n * d, 1);
  return valueFrom(
    shape,
    Float32Array.from({ length: size }, () => Math.floor(next() * 9) - 4),
  );
};

const seeds = fc.nat(999);
const few = (most: number) => fc.integer({ min: 1, max: most });

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

inEachMode('products', (mode) => {
  it('of any sizes are exact where sums are', async () => {
    const size = fc.oneof({ arbitrary: few(40), weight: 3 }, fc.integer({ min: 257, max: 290 }));
    await fc.assert(
      fc.asyncProperty(size, few(70), few(40), seeds, async (n, k, m, seed) => {
        const inputs = [whole([n, k], seed), whole([k, m], seed + 1), whole([m, k], seed + 2)];
        const program = programOf(
          (a: Tensor<[number, number]>, b: Tensor<[number, number]>, c: Tensor<[number, number]>) => [
            matmul(a, b),
            matmul(a, transpose(c)),
            matmul(reverse(a, 1), b),
          ],
          zeros([n, k]),
          zeros([k, m]),
          zeros([m, k]),
        );
        expectEqual(await runGpujs(mode, program, inputs), evaluateProgram(program, inputs));
      }),
      { numRuns: 8 },
    );
  });

  it('by fours have the numbers of products by ones', async () => {
    const fours = few(12).map((n) => 4 * n);
    await fc.assert(
      fc.asyncProperty(few(30), few(40), fours, seeds, async (n, k, m, seed) => {
        const inputs = [whole([n, k], seed), whole([k, m], seed + 1), whole([m], seed + 2)];
        const program = programOf(
          (a: Tensor<[number, number]>, b: Tensor<[number, number]>, bias: Tensor<[number]>) => {
            const product = add(matmul(a, b), bias);
            return [relu(product), matmul(transpose(product), product), sum(product, { axes: 0 })];
          },
          zeros([n, k]),
          zeros([k, m]),
          zeros([m]),
        );
        const results = await runGpujs(mode, program, inputs, { quads: true });
        expectEqual(results, evaluateProgram(program, inputs));
      }),
      { numRuns: 8 },
    );
  });

  it('with windows are exact where sums are: strides, dilation, padding, groups', async () => {
    const cases = fc.record({
      images: few(2),
      height: fc.integer({ min: 5, max: 17 }),
      width: fc.integer({ min: 5, max: 17 }),
      channels: few(5),
      filters: few(4),
      window: few(3),
      strides: few(3),
      dilation: few(2),
      padding: fc.constantFrom('same', 'valid'),
      groups: few(3),
      seed: seeds,
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ images, height, width, seed, ...c }) => {
        const x = whole([images, height, width, c.channels * c.groups], seed);
        const kernel = whole([c.window, c.window, c.channels, c.filters * c.groups], seed + 1);
        const { strides, dilation, padding, groups } = c;
        const program = programOf(
          (
            t: Tensor<[number, number, number, number]>,
            k: Tensor<[number, number, number, number]>,
          ): readonly Tensor[] => [conv2d(t, k, { stride: strides, dilation, padding, groups })],
          zeros([images, height, width, c.channels * c.groups]),
          zeros([c.window, c.window, c.channels, c.filters * c.groups]),
        );
        expectEqual(await runGpujs(mode, program, [x, kernel]), evaluateProgram(program, [x, kernel]));
      }),
      { numRuns: 10 },
    );
  });

  it('and windows of pools', async () => {
    const cases = fc.tuple(few(2), fc.integer({ min: 3, max: 20 }), fc.integer({ min: 3, max: 20 }), few(7));
    await fc.assert(
      fc.asyncProperty(cases, few(3), seeds, async (shape, stride, seed) => {
        const program = programOf(
          (t: Tensor<[number, number, number, number]>) => [
            maxPool2d(t, { window: 2 }),
            maxPool2d(t, { window: 3, stride, padding: 'same' }),
            avgPool2d(t, { window: 2, stride }),
          ],
          zeros(shape),
        );
        const x = whole(shape, seed);
        expectEqual(await runGpujs(mode, program, [x]), evaluateProgram(program, [x]));
      }),
      { numRuns: 8 },
    );
  });
});
