/** A participant's answers, in Node or in a page: a task is made ready, then run as often as is asked. */
import type { Job } from '../graph/graph.ts';
import type { Reply } from '../harness/process.ts';

/** A task made ready. */
export interface Prepared {
  /** What is compared with the other participants; called once, before any run. */
  readonly outputs: () => Promise<readonly Float32Array[]>;
  /** One run: inputs as the library holds them, outputs as numbers that the program can read. */
  readonly run: () => Promise<void>;
  /** More to report. */
  readonly notes?: { readonly [name: string]: number };
  readonly drop?: () => void;
}

/** A tensor of a job. */
export interface Given {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export type TensorOf = (name: string) => Given;

/** The tensors of a job by name, of the bytes that its file holds. */
export const tensorsIn = ({ tensors }: Job, buffer: ArrayBufferLike, byteOffset = 0): TensorOf => {
  return (name) => {
    const placed = tensors[name];
    if (placed === undefined) throw new Error(`the job has no ${name}`);
    const size = placed.shape.reduce((n, d) => n * d, 1);
    const start = byteOffset + 4 * placed.offset;
    return { shape: placed.shape, data: new Float32Array(buffer.slice(start, start + 4 * size)) };
  };
};

export interface Request {
  readonly prepare?: Job;
  readonly run?: number;
}

export const explained = (error: unknown): Reply => ({
  error: error instanceof Error ? error.message : String(error),
});

/**
 * Answers requests, one at a time.
 *
 * @param put puts outputs where the orchestrator finds them, and says where
 */
export const answerer = (
  prepare: (job: Job) => Promise<Prepared>,
  put: (job: Job, outputs: readonly Float32Array[]) => Promise<string>,
): ((request: Request) => Promise<Reply>) => {
  let current: Prepared | undefined;
  return async ({ prepare: job, run }) => {
    if (job !== undefined) {
      current?.drop?.();
      current = undefined;
      current = await prepare(job);
      const start = performance.now();
      const outputs = await current.outputs();
      const firstMs = performance.now() - start;
      const file = await put(job, outputs);
      return { outputs: outputs.map((x) => x.length), file, firstMs, notes: current.notes ?? {} };
    }
    const ms: number[] = [];
    for (let i = 0; i < (run ?? 0); i++) {
      const start = performance.now();
      await current?.run();
      ms.push(performance.now() - start);
    }
    return { ms };
  };
};
