import fc from 'fast-check';
import { describe, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { arithmeticOps, comparisonOps, logicalOps, type Primitive } from '../../src/tensor/primitives.ts';
import { optimise } from '../../src/transforms/optimise/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { type ProgramOptions, programs, smooth } from '../arbitraries/program.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { expectSameBits } from '../transforms/support.ts';
import { arithmetics, expectNear, runWasm } from './support.ts';

/** Sums of rounded numbers depend on their order; all else in these programs is exact, or rounded once. */
const sums: readonly Primitive[] = ['dot', 'conv', 'scatterAdd', 'selectScatter'];

const exact: ProgramOptions = {
  range: 'any',
  unaryOps: ['neg', 'abs', 'sign', 'not', 'relu', 'sqrt', 'floor', 'ceil', 'round', 'bitsToUnit'],
  binaryOps: [...arithmeticOps.filter((op) => op !== 'pow'), ...comparisonOps, ...logicalOps],
  reduceOps: ['max', 'min'],
  primitives: allPrimitives.filter((primitive) => !sums.includes(primitive)),
};

describe.each(arithmetics)('random programs on WebAssembly (relaxed SIMD: %s)', (relaxed) => {
  it('give the bits of the reference where each number is rounded once', async () => {
    await fc.assert(
      fc.asyncProperty(programs(exact), async ({ program, inputs }) => {
        expectSameBits(
          await runWasm(program, inputs, { threads: 1, relaxed }),
          evaluateProgram(program, inputs),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are near the numbers of double precision where they are smooth', async () => {
    await fc.assert(
      fc.asyncProperty(programs(smooth), async ({ program, inputs }) => {
        expectNear(
          await runWasm(program, inputs, { threads: 1, relaxed }),
          evaluateProgram(program, inputs, { precision: 'f64' }),
          1e-4,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are still that when they are rewritten to cost less', async () => {
    await fc.assert(
      fc.asyncProperty(programs(smooth), async ({ program, inputs }) => {
        expectNear(
          await runWasm(optimise(simplify(program)), inputs, { threads: 1, relaxed }),
          evaluateProgram(program, inputs, { precision: 'f64' }),
          1e-4,
        );
      }),
    );
  });
});

describe('the plan of the memory', () => {
  it.each([
    ['exact', exact],
    ['smooth', smooth],
  ] as const)(
    'has nothing read after its time: %s programs give the same bits with spoilt memory, again and again',
    async (_, options) => {
      await fc.assert(
        fc.asyncProperty(programs(options), async ({ program, inputs }) => {
          const plain = await runWasm(program, inputs);
          expectSameBits(await runWasm(program, inputs, { threads: 1, poison: true }), plain);
        }),
        { numRuns: 200 },
      );
    },
  );
});
