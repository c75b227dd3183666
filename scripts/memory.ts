/**
 * Measures whether training takes more memory the longer it goes on: a run of the command's own loop, with its log, evaluations and
 * checkpoints, and the heap after a full collection every so many steps.
 *
 *     npm run memory             10,000 steps
 *     npm run memory -- 2000     fewer
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { openBackend } from '../src/cli/backends.ts';
import { openRunLog } from '../src/cli/log/index.ts';
import { resolveTrainConfig } from '../src/cli/train/config/index.ts';
import { train } from '../src/cli/train/session.ts';
import { loadMnist } from '../src/data/node.ts';

const steps = Number(process.argv[2] ?? 10_000);
const samples = 10;

const right = <L, A>(result: E.Either<L, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const collect = (): void => {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc: npm run memory');
  // The second collection frees the buffers of what the first has found dead.
  globalThis.gc();
  globalThis.gc();
};

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`.padStart(12);

const settings = {
  preset: 'tiny',
  data: { frames: 2 },
  curriculum: [],
  model: { dim: 8 },
  backbone: { filters: [2, 4] },
  pretrain: null,
  batch: 2,
  videos: 2 * steps,
  evaluate: { every: Math.max(2, Math.floor(steps / 5)), videos: 8, digits: [2] },
  checkpoint: { every: Math.max(2, Math.floor(steps / 10)) },
  log: { every: 20 },
};

const config = right(resolveTrainConfig({ flags: settings }));
const mnist = right(await loadMnist()());
const folder = await mkdtemp(join(tmpdir(), 'thwc-memory-'));
try {
  const log = right(await openRunLog(folder)());
  let step = 0;
  console.log('   steps        heap    buffers');
  const sample = (): void => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    console.log(`${String(step).padStart(8)}${megabytes(heapUsed)}${megabytes(arrayBuffers)}`);
  };
  await train(
    {
      folder,
      config,
      mnist,
      computing: await openBackend(config.backend),
      start: undefined,
      log,
      watcher: {
        phase: () => undefined,
        step: () => {
          step += 1;
          // The first sample is taken once everything is compiled.
          if (step === 100 || step % Math.ceil(steps / samples) === 0) sample();
        },
        evaluated: () => undefined,
      },
      interrupted: () => false,
    },
    undefined,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
