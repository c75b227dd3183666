import type { Measured } from '../harness/measure.ts';
import { short } from './short.ts';

/** A task's results for the terminal: milliseconds, or what went wrong. */
export const summary = ({ task, results, notes }: Measured): string => {
  const lines = results.map(
    ({ participant, ms, difference, error }) =>
      `  ${participant.padEnd(32)} ${ms === undefined ? `${error} ${difference ?? ''}` : `${short(ms).padStart(8)} ms  (${difference?.toExponential(0)})`}`,
  );
  return [`${task}  ${JSON.stringify(notes)}`, ...lines].join('\n');
};
