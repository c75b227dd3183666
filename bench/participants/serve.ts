/**
 * A participant's side of the conversation: one JSON object a line in, one out.
 *
 * `{"prepare": Job}` → `{"outputs": [sizes], …}` with the numbers in a file beside the job's; `{"run": n}` → `{"ms": [n times]}`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Job } from '../graph/graph.ts';

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

/** The tensors of a job by name. */
export const readTensors = ({ tensors, file }: Job): ((name: string) => Given) => {
  const bytes = readFileSync(file);
  return (name) => {
    const placed = tensors[name];
    if (placed === undefined) throw new Error(`the job has no ${name}`);
    const size = placed.shape.reduce((n, d) => n * d, 1);
    const start = bytes.byteOffset + 4 * placed.offset;
    return { shape: placed.shape, data: new Float32Array(bytes.buffer.slice(start, start + 4 * size)) };
  };
};

interface Request {
  readonly prepare?: Job;
  readonly run?: number;
}

/** Answers requests until the orchestrator goes. */
export const serve = (versions: () => Promise<string>, prepare: (job: Job) => Promise<Prepared>): void => {
  let current: Prepared | undefined;
  const answer = async ({ prepare: job, run }: Request): Promise<object> => {
    if (job !== undefined) {
      current?.drop?.();
      current = undefined;
      current = await prepare(job);
      const outputs = await current.outputs();
      const file = `${job.file}.${process.pid}`;
      writeFileSync(
        file,
        Buffer.concat(outputs.map((x) => Buffer.from(x.buffer, x.byteOffset, x.byteLength))),
      );
      return { outputs: outputs.map((x) => x.length), file, notes: current.notes ?? {} };
    }
    const ms: number[] = [];
    for (let i = 0; i < (run ?? 0); i++) {
      const start = performance.now();
      await current?.run();
      ms.push(performance.now() - start);
    }
    return { ms };
  };
  const say = (message: object): void => {
    process.stdout.write(`${JSON.stringify(message)}\n`);
  };
  const explained = (error: unknown): object => ({
    error: error instanceof Error ? error.message : String(error),
  });
  versions().then(
    (version) => say({ ready: version }),
    (error: unknown) => say(explained(error)),
  );
  // Requests come one at a time: the orchestrator waits for each answer.
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      answer(JSON.parse(line)).then(say, (error: unknown) => say(explained(error)));
    })
    .on('close', () => process.exit(0));
};
