/** Kernels that differ in nothing but a constant are other kernels; JSON, of which their keys are made, has few numbers. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { add, full, max, maximum, mul, zeros } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { expectSameBits } from '../transforms/support.ts';
import { runWasm } from './support.ts';

const unlike = [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1, 1e-40, -1e-40];

const sizes = fc.integer({ min: 1, max: 9 });

describe('constants that JSON writes alike', () => {
  it('stay apart: alone, in elementwise work, in reductions', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(50), async (rows, columns, seed) => {
        const f = (x: Tensor<[number, number]>) =>
          unlike.map((c) => [
            full([rows, columns], c),
            maximum(mul(x, c), c),
            max(add(x, c), { axes: 0 }),
            max(add(x, c), { axes: 1 }),
          ]);
        const program = programOf(f, zeros([rows, columns]));
        const inputs = [valueFrom([rows, columns], 'f32', 'any', seed, 1)];
        expectSameBits(await runWasm(program, inputs), evaluateProgram(program, inputs));
      }),
      { numRuns: 20 },
    );
  });
});
