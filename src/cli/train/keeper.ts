import { type Checkpoint, type Origin, type Snapshot, writeCheckpoint } from './checkpoint.ts';
import { pruneCheckpoints } from './checkpoints.ts';

/** Keeps a state of a run as a checkpoint; gives the tensors' file. */
export type Keep = (snapshot: Snapshot, announced?: (file: string) => Promise<void>) => Promise<string>;

/**
 * Keeps states of a run, one after another, in its folder. The state of a step is written once: it follows from the step, and the
 * only good checkpoint must not be opened up to be written again.
 */
export const keeperOf = (folder: string, origin: Origin, from: Checkpoint | undefined): Keep => {
  let last = from === undefined ? undefined : { step: from.position.step, file: from.file };
  return async (snapshot, announced) => {
    const { step } = snapshot.position;
    if (last?.step !== step)
      last = { step, file: await writeCheckpoint(folder, origin, snapshot, announced) };
    await pruneCheckpoints(folder, step, origin.config.checkpoint.keep);
    return last.file;
  };
};
