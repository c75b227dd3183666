import { Worker } from 'node:worker_threads';
import type { Mnist } from '../../../data/index.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { Failure } from '../../failure.ts';
import type { TrainConfig } from '../config/index.ts';
import type { ComputeFeatures, VideoFeatures } from './source.ts';

/** What a thread is told of the run. */
export interface Told {
  readonly config: TrainConfig;
  readonly mnist: Mnist;
  /** The backbone's parameters, such as `backbone.0.weight`. */
  readonly named: ReadonlyMap<string, AnyValue>;
}

/** What it answers. */
interface Answer {
  readonly video: number;
  readonly features: VideoFeatures;
}

interface Waiting {
  readonly resolve: (features: VideoFeatures) => void;
  readonly reject: (reason: Failure) => void;
}

/** What a thread runs: `worker.ts`, or what begins it where we run from the sources. */
const file = new URL(import.meta.url.endsWith('.ts') ? './from-source.mjs' : './worker.js', import.meta.url);

const startWorker = (told: Told): { readonly compute: ComputeFeatures; readonly end: () => void } => {
  const waiting = new Map<number, Waiting>();
  let failed: Failure | undefined;
  const worker = new Worker(file, { workerData: told });
  const fail = (reason: string): void => {
    // What comes first says why.
    const failure = failed ?? new Failure(`a thread that computes features stopped: ${reason}`);
    failed = failure;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('message', ({ video, features }: Answer) => {
    waiting.get(video)?.resolve(features);
    waiting.delete(video);
  });
  worker.on('error', (error) => {
    fail(error.message);
  });
  worker.on('exit', (code) => {
    fail(`exit code ${code}`);
  });
  return {
    compute: (video) =>
      new Promise((resolve, reject) => {
        if (failed !== undefined) {
          reject(failed);
          return;
        }
        waiting.set(video, { resolve, reject });
        worker.postMessage(video);
      }),
    end: () => void worker.terminate(),
  };
};

/** Computes features in so many threads of their own, beside the steps. */
export const computeInWorkers = (
  threads: number,
  told: Told,
): { readonly compute: ComputeFeatures; readonly end: () => void } => {
  const workers = Array.from({ length: threads }, () => startWorker(told));
  let next = 0;
  return {
    compute: (video) => {
      const worker = workers[next++ % threads];
      if (worker === undefined) throw new RangeError('computeInWorkers: there is no thread');
      return worker.compute(video);
    },
    end: () => {
      for (const { end } of workers) end();
    },
  };
};
