import { learningCurves } from '../plot/learning-curves.ts';
import type { Run } from '../plot/series.ts';
import { isFinal } from './final-test.ts';
import type { Outcome } from './outcome.ts';

/** A picture beside the report. */
export interface Figure {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

/** The learning curves of those of some runs that have begun; none when none has. The test at the end is no part of learning. */
export const figureOf = async (
  file: string,
  title: string,
  outcomes: readonly Outcome[],
): Promise<readonly Figure[]> => {
  const runs = outcomes
    .map(({ name, entries }): Run => ({ name, entries: entries.filter((entry) => !isFinal(entry)) }))
    .filter(({ entries }) => entries.some(({ kind }) => kind === 'train' || kind === 'pretrain'));
  return runs.length === 0 ? [] : [{ file, title, svg: await learningCurves(runs) }];
};
