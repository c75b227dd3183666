import type { ReduceOp } from '../../tensor/primitives.ts';
import { reduceIdentity } from '../../tensor/reduce-identity.ts';
import type { Elements, NdArray } from './array.ts';
import type { Runs } from './offsets.ts';

const nan = Number.NaN;

/** Combines the elements of a walk into the results it leads to, in the order of the walk. */
type Fold = (x: Elements, results: Elements, runs: Runs) => void;

/** A loop for each op, since V8 compiles the op into the loop only where it is written there. */
export const folds: { readonly [O in ReduceOp]: Fold } = {
  sum: (x, results, { length, from, fromStep, to, toStep }) => {
    for (let run = 0; run < to.length; run++) {
      let i = from[run] ?? nan;
      let j = to[run] ?? nan;
      const end = i + length * fromStep;
      if (toStep === 0) {
        let sum = results[j] ?? nan;
        for (; i < end; i += fromStep) sum += x[i] ?? nan;
        results[j] = sum;
      } else for (; i < end; i += fromStep, j += toStep) results[j] = (results[j] ?? nan) + (x[i] ?? nan);
    }
  },
  max: (x, results, { length, from, fromStep, to, toStep }) => {
    for (let run = 0; run < to.length; run++) {
      let i = from[run] ?? nan;
      let j = to[run] ?? nan;
      const end = i + length * fromStep;
      for (; i < end; i += fromStep, j += toStep) results[j] = Math.max(results[j] ?? nan, x[i] ?? nan);
    }
  },
  min: (x, results, { length, from, fromStep, to, toStep }) => {
    for (let run = 0; run < to.length; run++) {
      let i = from[run] ?? nan;
      let j = to[run] ?? nan;
      const end = i + length * fromStep;
      for (; i < end; i += fromStep, j += toStep) results[j] = Math.min(results[j] ?? nan, x[i] ?? nan);
    }
  },
};

/**
 * Reduces x along walks that lead to the elements of `out`. Sums are kept in doubles (exact for i32 up to 2^53) and
 * rounded once; integers wrap as 32-bit machines do, so a sum is the same in any order.
 */
export const reduceAlong = (op: ReduceOp, x: NdArray, walks: Iterable<Runs>, out: NdArray): void => {
  const results = op === 'sum' ? new Float64Array(out.data.length) : out.data;
  results.fill(reduceIdentity(op, x.dtype));
  for (const runs of walks) folds[op](x.data, results, runs);
  if (results !== out.data) out.data.set(results);
};
