/** The test at the end of a run, on videos that nothing was chosen by. */
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import { openBackend } from '../backends.ts';
import { Failure } from '../failure.ts';
import { type EntryOf, type LogEntry, openRunLog, renderRunLogError } from '../log/index.ts';
import { withProgress } from '../progress.ts';
import type { Checkpoint } from '../train/checkpoint.ts';
import { evaluationOf } from '../train/evaluation.ts';
import { initialVideoParams } from '../train/model.ts';
import { fromNamedLeaves } from '../train/named-leaves.ts';
import { videoBatch } from '../train/videos.ts';
import type { Experiment } from './settings.ts';

/** Someone asked to stop, and nothing was written down. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const prefix = 'final test';

/** What a log calls these videos; no evaluation of training has such a name. */
export const finalSet = ({ videos, seed }: Experiment['test'], digits: number): string =>
  `${prefix}, ${digits} digits, ${videos} videos of seed ${seed}`;

export const isFinal = (entry: LogEntry): boolean => entry.kind === 'eval' && entry.set.startsWith(prefix);

/** The result of the test, where the run was tested after its last step. */
export const finalIn = (
  entries: readonly LogEntry[],
  test: Experiment['test'],
  digits: number,
): EntryOf<'eval'> | undefined => {
  const step = entries.findLast(({ kind }) => kind === 'train')?.step;
  return entries.findLast(
    (entry): entry is EntryOf<'eval'> =>
      entry.kind === 'eval' && entry.step === step && entry.set === finalSet(test, digits),
  );
};

/**
 * Tests a finished run, at its last checkpoint, and writes the result into its log.
 *
 * @throws (rejects) Interrupted when it is asked to stop
 */
export const testFinally = async (
  folder: string,
  { file, config, named, position: { step, videos } }: Checkpoint,
  test: Experiment['test'],
  mnist: Mnist,
  interrupted: () => boolean,
): Promise<void> => {
  const { digits } = config.data;
  if (config.seed === test.seed)
    throw new Failure(`${folder}: the seed of the test, ${test.seed}, is that of the run`);
  const own = new Map([...named].filter(([name]) => name.startsWith('params.')));
  const params = fromNamedLeaves({ params: initialVideoParams(config) }, own);
  if (E.isLeft(params))
    throw new Failure(`${file} does not hold the classifier of its configuration: ${params.left}`);
  const { backend } = await openBackend(config.backend);
  const result = await withProgress('test videos', test.videos, (done) =>
    evaluationOf(config, backend)(
      params.right.params,
      test.videos,
      (from, count) =>
        videoBatch({ ...config, seed: test.seed }, mnist, { split: 'test', digits }, from, count),
      (count) => {
        if (interrupted()) throw new Interrupted();
        done(count);
      },
    ),
  );
  const { count, loss, top1, top5, confusion } = result;
  const log = await openRunLog(folder)();
  if (E.isLeft(log)) throw new Failure(renderRunLogError(log.left));
  const written = await log.right.append({
    kind: 'eval',
    step,
    videos,
    set: finalSet(test, digits),
    count,
    loss,
    top1,
    top5,
    confusion,
  })();
  if (E.isLeft(written)) throw new Failure(renderRunLogError(written.left));
};
