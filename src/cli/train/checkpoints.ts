/**
 * The checkpoints in a run's folder: which there are, which one to go on from, which to keep.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { Failure, printable } from '../failure.ts';
import { type Checkpoint, checkpointPrefix, readCheckpoint } from './checkpoint.ts';

/** The checkpoints of a folder, the newest first: paths without their ending. */
export const checkpointsIn = async (folder: string): Promise<readonly string[]> => {
  const files = await readdir(folder).catch((): string[] => []);
  return files
    .filter((file) => /^checkpoint-\d+\.json$/.test(file))
    .toSorted()
    .toReversed()
    .map((file) => join(folder, file.replace(/\.json$/, '')));
};

/** The newest checkpoint that is whole, if there is any at all; older ones stand in for a broken one, which is said. */
export const newestWhole = async (folder: string): Promise<Checkpoint | undefined> => {
  const problems: string[] = [];
  for (const path of await checkpointsIn(folder)) {
    const read = await readCheckpoint(path);
    if (E.isRight(read)) {
      for (const problem of problems)
        process.stderr.write(`thwc: ${printable(`passed over ${problem}; ${read.right.file} is used`)}\n`);
      return read.right;
    }
    problems.push(read.left);
  }
  if (problems.length > 0) throw new Failure(`${folder} holds no whole checkpoint: ${problems.join('; ')}`);
  return undefined;
};

/** The step that a file of a checkpoint is of. */
const stepOf = (file: string): number | undefined => {
  const [, digits] = /^checkpoint-(\d+)\.(?:json|safetensors)$/.exec(file) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/**
 * Removes all but the newest so many checkpoints up to a step, and what a killed process left behind. Those of later steps go first:
 * a run that stands at this step was taken back behind them, for they are broken, or lead to no good.
 */
export const pruneCheckpoints = async (folder: string, step: number, keep: number): Promise<void> => {
  const files = await readdir(folder).catch((): string[] => []);
  const described = files.filter((file) => file.endsWith('.json')).map(stepOf);
  const kept = described
    .filter((at) => at !== undefined)
    .filter((at) => at <= step)
    .toSorted((a, b) => b - a)
    .slice(0, keep);
  // Sorted, so that the JSON goes first: without it there is no checkpoint.
  for (const file of files.toSorted()) {
    const at = stepOf(file);
    const isTorn = file.startsWith(`.${checkpointPrefix}`) && file.endsWith('.tmp');
    // What can not be removed now is tried again after the next one: no reason to end a run.
    if (isTorn || (at !== undefined && !kept.includes(at)))
      await rm(join(folder, file), { force: true }).catch(() => undefined);
  }
};
