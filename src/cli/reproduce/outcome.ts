/** What the log of a run says of it: the only source of the report's numbers. */
import { wilsonInterval } from '../../train/index.ts';
import type { EntryOf, LogEntry } from '../log/index.ts';
import { entriesOf } from '../plot/series.ts';
import { finalIn } from './final-test.ts';
import type { Experiment } from './settings.ts';

/** A share of the test videos, with its 95 % interval (Wilson). */
export interface Accuracy {
  readonly share: number;
  readonly interval: readonly [low: number, high: number];
}

export interface Outcome {
  readonly name: string;
  readonly entries: readonly LogEntry[];
  /** Videos that it is to train on, and has trained on. */
  readonly planned: number;
  readonly seen: number;
  readonly digits: number;
  /** In the test at the end, once there was one. */
  readonly accuracy: Accuracy | undefined;
  readonly cpuSeconds: number | undefined;
  /** One for each process that worked on it. */
  readonly begun: readonly EntryOf<'start'>[];
}

/**
 * CPU time of a run, over all the processes that worked on it; what a kill took back is not in it. Undefined where no line says.
 */
export const cpuSecondsOf = (entries: readonly LogEntry[]): number | undefined => {
  const ofProcesses: number[] = [];
  for (const entry of entries) {
    if (entry.kind === 'start') ofProcesses.push(0);
    else if (
      (entry.kind === 'pretrain' || entry.kind === 'train' || entry.kind === 'stop') &&
      entry.cpuSeconds
    )
      ofProcesses[Math.max(0, ofProcesses.length - 1)] = entry.cpuSeconds;
  }
  const total = ofProcesses.reduce((sum, seconds) => sum + seconds, 0);
  return total > 0 ? total : undefined;
};

const accuracyOf = ({ top1, count }: EntryOf<'eval'>): Accuracy => ({
  share: top1,
  interval: wilsonInterval(Math.round(top1 * count), count),
});

/** What became of a run so far. */
export const outcomeOf = (
  name: string,
  { planned, digits }: Pick<Outcome, 'planned' | 'digits'>,
  entries: readonly LogEntry[],
  test: Experiment['test'],
): Outcome => {
  const seen = entriesOf('train', entries).at(-1)?.videos ?? 0;
  const tested = seen < planned ? undefined : finalIn(entries, test, digits);
  return {
    name,
    entries,
    planned,
    seen,
    digits,
    accuracy: tested === undefined ? undefined : accuracyOf(tested),
    cpuSeconds: cpuSecondsOf(entries),
    begun: entriesOf('start', entries),
  };
};
