/**
 * A participant's side of the conversation where it is a process: one JSON object a line in, one out.
 *
 * `{"prepare": Job}` → `{"outputs": [sizes], …}` with the numbers in a file beside the job's; `{"run": n}` → `{"ms": [n times]}`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Job } from '../graph/graph.ts';
import { answerer, explained, type Prepared, type TensorOf, tensorsIn } from './answer.ts';

/** The tensors of a job by name. */
export const readTensors = (job: Job): TensorOf => {
  const { buffer, byteOffset } = readFileSync(job.file);
  return tensorsIn(job, buffer, byteOffset);
};

const putFile = async ({ file: beside }: Job, outputs: readonly Float32Array[]): Promise<string> => {
  const file = `${beside}.${process.pid}`;
  writeFileSync(file, Buffer.concat(outputs.map((x) => Buffer.from(x.buffer, x.byteOffset, x.byteLength))));
  return file;
};

/** Answers requests until the orchestrator goes. */
export const serve = (versions: () => Promise<string>, prepare: (job: Job) => Promise<Prepared>): void => {
  const answer = answerer(prepare, putFile);
  const say = (message: object): void => {
    process.stdout.write(`${JSON.stringify(message)}\n`);
  };
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
