import fc from 'fast-check';
import { it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { optimise } from '../../src/transforms/optimise/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { type ProgramOptions, programs, smooth, steady } from '../arbitraries/program.ts';
import { compileGpujs, expectEqual, expectNear, inAllModes, runGpujs } from './support.ts';
import { programTolerance } from './tolerances.ts';

const kinds: readonly (readonly [string, ProgramOptions])[] = [
  ['smooth', smooth],
  ['of all primitives', steady],
];

inAllModes('random programs', (mode) => {
  it.each(kinds)(
    '%s are near the numbers of double precision, and the same when run again',
    async (_, options) => {
      await fc.assert(
        fc.asyncProperty(programs(options), async ({ program, inputs }) => {
          const run = await compileGpujs(mode, program);
          const results = await run(inputs);
          expectNear(results, evaluateProgram(program, inputs, { precision: 'f64' }), programTolerance);
          expectEqual(await run(inputs), results);
        }),
        { numRuns: 25 },
      );
    },
  );

  it('are still near when they are rewritten to cost less', async () => {
    await fc.assert(
      fc.asyncProperty(programs(smooth), async ({ program, inputs }) => {
        const results = await runGpujs(mode, optimise(simplify(program)), inputs);
        expectNear(results, evaluateProgram(program, inputs, { precision: 'f64' }), programTolerance);
      }),
      { numRuns: 15 },
    );
  });
});
