/**
 * How often each property is tried: 100 by default, `FC_RUNS=10000 npm test` for a long run.
 * `FC_SEED` replays one run; a failing property prints its seed and path.
 */
import fc from 'fast-check';

const { FC_RUNS, FC_SEED } = process.env;

fc.configureGlobal({
  numRuns: FC_RUNS === undefined ? 100 : Number(FC_RUNS),
  ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
});
