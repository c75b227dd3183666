/** Loops, which are unrolled: steps share their kernels, and what is carried stays on the device. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planOf } from '../../src/backends/gpujs/plan/interpret.ts';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { add, matmul, mul, tanh } from '../../src/tensor/ops/index.ts';
import { scan } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import { floats, matrix, seeded, vector } from '../arbitraries/seeded.ts';
import { expectNear, inEachMode, runGpujs } from './support.ts';
import { programTolerance } from './tolerances.ts';

type State = readonly [h: Tensor<[number]>, n: Tensor<[], 'i32'>];

/** A constant, two carries of two dtypes, rows, and two results for each step. */
const loop = (length: number, size: number, reverse: boolean) => {
  const next = seeded(length + 31 * size);
  const inputs = [
    matrix(next, size, size),
    vector(next, size),
    valueFrom([], Int32Array.of(-1)),
    valueFrom([length, size], floats(next, length * size)),
  ] as const;
  const program = programOf(
    (
      w: Tensor<[number, number]>,
      h0: Tensor<[number]>,
      n0: Tensor<[], 'i32'>,
      rows: Tensor<[number, number]>,
    ) =>
      scan(
        ([h, n]: State, x: Tensor<[number]>) => {
          const after: State = [tanh(add(matmul(h, w), x)), add(n, 1)];
          return [after, [h, mul(x, 2)] as const] as const;
        },
        [h0, n0],
        rows,
        { reverse },
      ),
    ...inputs,
  );
  return { program, inputs };
};

inEachMode('loops', (mode) => {
  it('of any length, forwards and backwards, with constants, carries and rows', async () => {
    const lengths = fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 3, max: 20 }));
    const sizes = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(lengths, sizes, fc.boolean(), async (length, size, reverse) => {
        const { program, inputs } = loop(length, size, reverse);
        const expected = evaluateProgram(program, inputs, { precision: 'f64' });
        expectNear(await runGpujs(mode, program, inputs), expected, programTolerance);
      }),
      { numRuns: 12 },
    );
  });

  it('in loops, with whatever there is in them', async () => {
    const nested = programs({ ...smooth, primitives: ['scan', 'unary', 'binary', 'slice', 'dot', 'concat'] });
    await fc.assert(
      fc.asyncProperty(nested, async ({ program, inputs }) => {
        const expected = evaluateProgram(program, inputs, { precision: 'f64' });
        expectNear(await runGpujs(mode, program, inputs), expected, programTolerance);
      }),
      { numRuns: 15 },
    );
  });
});

it('a longer loop has more calls, but no more kernels than it takes to join what it gives', () => {
  const [short, long] = [planOf(loop(10, 3, false).program), planOf(loop(40, 3, false).program)];
  const calls = ({ arrays }: typeof short) => arrays.filter(({ origin }) => origin.kind === 'call').length;
  expect(long.kernels.length - short.kernels.length).toBeLessThanOrEqual(6);
  expect(calls(long)).toBeGreaterThanOrEqual(calls(short) + 60);
});
