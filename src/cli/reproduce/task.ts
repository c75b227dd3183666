/** What there is left to do of a planned run: nothing, all of it, or the rest. */
import { basename, dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { Failure } from '../failure.ts';
import { type LogEntry, readRunLog, renderRunLogError } from '../log/index.ts';
import { readConfigFile, resolveTrainConfig, sameRun, type TrainConfig } from '../train/config/index.ts';
import { demandNoRun, lastOf, type Task } from '../train/task.ts';

/** The lines of a run's log: none where there is no run yet. */
export const entriesIn = async (folder: string): Promise<readonly LogEntry[]> => {
  const log = await readRunLog(folder)();
  if (E.isRight(log)) return log.right.entries;
  if (log.left._tag === 'MissingFile') return [];
  throw new Failure(renderRunLogError(log.left));
};

/** A checkpoint by its run and its name: the folder around them may have moved since. */
const within = (path: string): string => join(basename(dirname(path)), basename(path));

const sameStart = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && within(a) === within(b);

/** A planned run as a task: to be begun, or to be gone on with. Refuses a folder whose run has other settings. */
export const taskOf = async (folder: string, planned: TrainConfig): Promise<Task> => {
  const saved = await readConfigFile(join(folder, 'config.json'))();
  if (E.isLeft(saved)) {
    await demandNoRun(folder);
    return { folder, config: planned, from: undefined };
  }
  const before = resolveTrainConfig({ file: saved.right });
  if (E.isLeft(before)) throw new Failure(before.left);
  const { start } = sameStart(before.right.start, planned.start) ? before.right : planned;
  const config = { ...planned, start };
  const differing = sameRun(before.right, config);
  if (differing.length > 0)
    throw new Failure(
      `${folder} holds a run with other settings of ${differing.join(', ')}: give another folder by --out`,
    );
  const from = await lastOf(folder, saved.right.name, config);
  return from === undefined ? { folder, config: planned, from } : { folder, config, from };
};

/** Whether a run has seen all its videos, and its log says so. */
export const isFinished = ({ config, from }: Task, entries: readonly LogEntry[]): boolean => {
  const last = entries.findLast(({ kind }) => kind === 'start' || kind === 'stop');
  return (
    from?.position.phase === 'train' &&
    from.position.videos >= config.videos &&
    last?.kind === 'stop' &&
    last.reason === 'done'
  );
};
