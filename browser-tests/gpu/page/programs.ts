/** Random programs, and whether a backend runs them as the reference does. */
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import type { AnyValue, Backend } from 'thwc';
import { evaluateProgram } from 'thwc/backends/reference';
import { type ProgramOptions, programs } from '../../../property-tests/arbitraries/program.ts';

/** Results may differ from those of double precision by this, times one and their size. */
const tolerance = 2e-4;

const demandSame = (results: readonly AnyValue[], again: readonly AnyValue[], truth: readonly AnyValue[]) => {
  let worst = 0;
  truth.forEach(({ data }, i) => {
    const [found, second] = [results[i]?.data ?? [], again[i]?.data ?? []];
    if (found.length !== data.length) throw new Error(`output ${i} has ${found.length} of ${data.length}`);
    data.forEach((y, k) => {
      const x = found[k] ?? Number.NaN;
      if (!Object.is(x, second[k])) throw new Error(`output ${i}[${k}]: ${x}, then ${second[k]}`);
      if (Object.is(x, y)) return;
      const error = Math.abs(x - y) / (1 + Math.abs(y));
      if (!(error <= tolerance)) throw new Error(`output ${i}[${k}]: ${x}, not ${y}`);
      worst = Math.max(worst, error);
    });
  });
  return worst;
};

/** Checks random programs, each run twice; gives in words how well they agree. */
export const checkPrograms = async (
  backend: Backend,
  options: ProgramOptions,
  numRuns: number,
): Promise<string> => {
  let worst = 0;
  await fc.assert(
    fc.asyncProperty(programs(options), async ({ program, inputs }) => {
      const made = await backend.compile(program);
      if (E.isLeft(made)) throw new Error(made.left.message);
      const [first, second] = [await made.right.run(inputs), await made.right.run(inputs)];
      if (E.isLeft(first)) throw new Error(first.left.message);
      if (E.isLeft(second)) throw new Error(second.left.message);
      const truth = evaluateProgram(program, inputs, { precision: 'f64' });
      worst = Math.max(worst, demandSame(first.right, second.right, truth));
    }),
    { numRuns, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true, includeErrorInReport: true },
  );
  return `${numRuns} programs, off by ${worst.toExponential(1)} at most`;
};
