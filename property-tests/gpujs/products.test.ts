/** Products of matrices, and of windows with filters, of odd sizes. */
import fc from 'fast-check';
import { it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import {
  add,
  avgPool2d,
  conv2d,
  matmul,
  maxPool2d,
  relu,
  reverse,
  sum,
  transpose,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectEqual, inEachMode, runGpujs } from './support.ts';
import { few, seeds, whole } from './whole.ts';

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
