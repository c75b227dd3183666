/** All entrants in one page. The orchestrator calls them by `globalThis.bench`; numbers travel over HTTP. */
import type { Job } from '../../graph/graph.ts';
import type { Reply } from '../../harness/process.ts';
import { answerer, explained, type Request, type TensorOf, tensorsIn } from '../../participants/answer.ts';
import { type Adapter, findAdapter } from '../adapter.ts';
import { isEntrant } from '../entrants.ts';
import { openEntrant } from '../open.ts';

const urlOf = (file: string): string => `../files/${file.split('/').pop() ?? ''}`;

/** Entrants take the same task one after the other: its numbers are fetched once. */
let last: { readonly task: string; readonly tensor: TensorOf } | undefined;

const fetchTensors = async (job: Job): Promise<TensorOf> => {
  const known = last?.task === job.task ? last : undefined;
  if (known !== undefined) return known.tensor;
  const response = await fetch(urlOf(job.file));
  if (!response.ok) throw new Error(`the numbers could not be fetched (${response.status})`);
  const tensor = tensorsIn(job, await response.arrayBuffer());
  last = { task: job.task, tensor };
  return tensor;
};

/** Gives the outputs to the orchestrator, as a file beside the job's. */
const put = async ({ file: beside }: Job, outputs: readonly Float32Array[]): Promise<string> => {
  const file = `${beside}.page`;
  const body = new Blob(outputs.map((x) => Float32Array.from(x)));
  const response = await fetch(urlOf(file), { method: 'POST', body });
  if (!response.ok) throw new Error(`the outputs were not taken (${response.status})`);
  return file;
};

const answers = new Map<string, (request: Request) => Promise<Reply>>();

const open = async (name: string): Promise<Reply> => {
  try {
    if (!isEntrant(name)) return { error: `no entrant is called ${name}` };
    const { version, prepare } = await openEntrant(name);
    answers.set(
      name,
      answerer(async (job) => prepare(job, await fetchTensors(job)), put),
    );
    return { ready: version };
  } catch (error) {
    return explained(error);
  }
};

const ask = async (name: string, request: Request): Promise<Reply> => {
  try {
    return (await answers.get(name)?.(request)) ?? { error: 'it was not opened' };
  } catch (error) {
    return explained(error);
  }
};

/** What the orchestrator calls. */
export interface Desk {
  readonly adapter: () => Promise<Adapter | undefined>;
  readonly open: typeof open;
  readonly ask: typeof ask;
}

const bench: Desk = { adapter: findAdapter, open, ask };
Object.assign(globalThis, { bench });
