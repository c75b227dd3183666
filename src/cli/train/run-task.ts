import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import { loadMnist } from '../../data/node.ts';
import { renderIoError } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { describeBackend, type OpenBackend, openBackend, recorded } from '../backends.ts';
import { Failure } from '../failure.ts';
import { openRunLog, readRunLog, renderRunLogError, rewindRunLog } from '../log/index.ts';
import { version } from '../version.ts';
import { trainingBar } from './bar.ts';
import { showTrainConfig } from './config/index.ts';
import { mnistHash } from './mnist-hash.ts';
import { type Ending, train } from './session.ts';
import { startOf, type Task } from './task.ts';

/**
 * The digits of MNIST, from a folder or from the package.
 *
 * @throws (rejects) Failure where they are not
 */
export const loadedMnist = async (directory: string | undefined): Promise<Mnist> => {
  const mnist = await loadMnist(directory)();
  if (E.isLeft(mnist)) throw new Failure(renderIoError(mnist.left));
  return mnist.right;
};

/** Writes down what the run is, and takes its log back to where it goes on. */
const prepared = async ({ folder, config, from }: Task): Promise<void> => {
  await mkdir(folder, { recursive: true }).catch((e: unknown) => {
    throw new Failure(`${folder} can not be made: ${e instanceof Error ? e.message : String(e)}`);
  });
  const text = new TextEncoder().encode(showTrainConfig(config));
  const kept = await writeFileAtomic(join(folder, 'config.json'), [text])();
  if (E.isLeft(kept)) throw new Failure(renderIoError(kept.left));
  const rewound = await rewindRunLog(folder, from?.position.step ?? -1)();
  if (E.isRight(rewound) || (from === undefined && rewound.left._tag === 'MissingFile')) return;
  throw new Failure(renderRunLogError(rewound.left));
};

/** Refuses to go on in another mode than `gpujs` came to before: it rounds otherwise, as another backend does. */
const demandSameMode = async ({ folder, from }: Task, { name }: OpenBackend): Promise<void> => {
  const log = await readRunLog(folder)();
  // What is wrong with the log is said when it is taken back.
  if (from === undefined || E.isLeft(log)) return;
  const before = log.right.entries.findLast((entry) => entry.kind === 'start')?.backend?.name;
  if (before !== undefined && before !== name)
    throw new Failure(
      `${folder} was computed by ${before}, and only ${name} works here: they round otherwise; begin a new run, from its checkpoint with --start if that is meant`,
    );
};

/**
 * Trains until the task is done or interrupted, into the task's folder: what `thwc train` does once it knows what to do.
 *
 * @throws (rejects) Failure for what the user can mend
 */
export const runTask = async (task: Task, mnist: Mnist, interrupted: () => boolean): Promise<Ending> => {
  const { folder, config, from } = task;
  if (from !== undefined && from.mnist !== mnistHash(mnist))
    throw new Failure(`${from.file} was trained on other digits: give the same MNIST, by --mnist, as before`);
  const start = await startOf(task);
  const computing = await openBackend(config.backend);
  await demandSameMode(task, computing);
  await prepared(task);
  const opened = await openRunLog(folder)();
  if (E.isLeft(opened)) throw new Failure(renderRunLogError(opened.left));
  const log = opened.right;
  const begun = await log.append({
    kind: 'start',
    time: new Date().toISOString(),
    version,
    step: from?.position.step ?? 0,
    resumed: from !== undefined,
    config,
    backend: recorded(computing),
  })();
  if (E.isLeft(begun)) throw new Failure(renderRunLogError(begun.left));
  process.stdout.write(describeBackend(computing));

  const { watcher, stop } = trainingBar();
  try {
    return await train({ folder, config, mnist, start, computing, log, watcher, interrupted }, from);
  } finally {
    stop();
  }
};
