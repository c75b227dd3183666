/** All runs of an experiment, one after the other; whatever is there already is not done again. */
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import { Failure } from '../failure.ts';
import { newestWhole } from '../train/checkpoints.ts';
import type { TrainSettings } from '../train/config/index.ts';
import { mnistHash } from '../train/mnist-hash.ts';
import { runTask } from '../train/run-task.ts';
import { finalIn, Interrupted, testFinally } from './final-test.ts';
import { configOf, folderOf, type PlannedRun, planOf } from './plan.ts';
import type { Experiment } from './settings.ts';
import { entriesIn, isFinished, taskOf } from './task.ts';

/** An experiment in a folder. */
export interface Work {
  readonly experiment: Experiment;
  /** Settings that stand over those of the experiment, such as the backend. */
  readonly other: TrainSettings;
  readonly out: string;
}

export interface Doing extends Work {
  readonly mnist: Mnist;
  /** Asked after every step whether to stop. */
  readonly interrupted: () => boolean;
  /** Told what is done now. */
  readonly say: (line: string) => void;
  /** Called after every run that was not finished before. */
  readonly ran: () => Promise<void>;
}

/** Trains and tests one run, as far as that is still to do; gives the file of its last checkpoint, or undefined when interrupted. */
const carriedOut = async (
  planned: PlannedRun,
  start: string | undefined,
  { experiment: { test }, out, mnist, interrupted, say, ran }: Doing,
): Promise<{ readonly file: string; readonly isNew: boolean } | undefined> => {
  const config = configOf(planned, start);
  if (E.isLeft(config)) throw new Failure(config.left);
  const folder = folderOf(out, planned);
  const task = await taskOf(folder, config.right);
  const isDone = isFinished(task, await entriesIn(folder));
  if (isDone) say(`${planned.name}: finished before`);
  else {
    if (interrupted()) return undefined;
    const { videos } = task.config;
    say(
      task.from === undefined
        ? `${planned.name}: ${videos} videos`
        : `${planned.name}: ${videos} videos, goes on after step ${task.from.position.step}`,
    );
    const { reason, message, checkpoint } = await runTask(task, mnist, interrupted);
    if (reason === 'interrupted') return undefined;
    if (reason !== 'done') {
      await ran();
      throw new Failure(`${folder}: ${message}; the last sound state is in ${checkpoint}`);
    }
  }
  const last = await newestWhole(folder);
  if (last === undefined) throw new Failure(`${folder} holds no checkpoint`);
  if (last.mnist !== mnistHash(mnist))
    throw new Failure(`${last.file} was trained on other digits: give the same MNIST, by --mnist, as before`);
  const isTested = finalIn(await entriesIn(folder), test, task.config.data.digits) !== undefined;
  if (!isTested) await testFinally(folder, last, test, mnist, interrupted);
  return { file: last.file, isNew: !isDone || !isTested };
};

/** Does what is left of an experiment; false when it was interrupted. */
export const carryOut = async (doing: Doing): Promise<boolean> => {
  const files = new Map<string, string>();
  try {
    for (const planned of planOf(doing.experiment, doing.other)) {
      const { name, startsFrom } = planned;
      const done = await carriedOut(planned, files.get(startsFrom ?? ''), doing);
      if (done === undefined) return false;
      files.set(name, done.file);
      if (done.isNew) await doing.ran();
    }
    return true;
  } catch (reason) {
    if (reason instanceof Interrupted) return false;
    throw reason;
  }
};
