/** A worker of Node or of a page, and the messages that it is sent. */
import { nodeModule } from './engine.ts';
import { nodeWorkerSource, webWorkerSource } from './worker-source.ts';

/** A program for workers to have ready. */
export interface Loaded {
  readonly number: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly threads: number;
}

export interface Message {
  readonly ticket: number;
  readonly control?: Int32Array;
  readonly tid?: number;
  readonly load?: Loaded;
  readonly drop?: readonly number[];
}

/** What a worker says when it has read a message. */
interface Answer {
  readonly ready: number;
  /** Why it could not do as it was told. */
  readonly failure?: string;
}

export interface Thread {
  readonly post: (message: Message) => void;
  /** Whether a process waits for this worker before it ends. */
  readonly hold: (held: boolean) => void;
  readonly end: () => void;
  /** By ticket: what waits for a message to have been read. */
  readonly waiting: Map<number, { readonly resolve: () => void; readonly reject: (reason: string) => void }>;
}

/** What we use of Node's module of workers. */
interface WorkerThreads {
  readonly Worker: new (
    source: string,
    options: { readonly eval: true; readonly execArgv: readonly string[] },
  ) => {
    readonly postMessage: (message: Message) => void;
    readonly on: ((event: 'message', f: (answer: Answer) => void) => void) &
      ((event: 'error', f: (error: Error) => void) => void);
    readonly ref: () => void;
    readonly unref: () => void;
    readonly terminate: () => unknown;
  };
}

/** Starts a worker; throws, or fails later, where the page's Content-Security-Policy forbids it. */
export const startThread = (): Thread => {
  const waiting: Thread['waiting'] = new Map();
  const answered = ({ ready, failure }: Answer): void => {
    const waits = waiting.get(ready);
    waiting.delete(ready);
    if (failure === undefined) waits?.resolve();
    else waits?.reject(failure);
  };
  const failed = (reason: string): void => {
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(reason);
  };
  const threads = nodeModule<WorkerThreads>('node:worker_threads');
  if (threads !== undefined) {
    // What the process preloads (loaders, hooks) is of no use to them.
    const worker = new threads.Worker(nodeWorkerSource, { eval: true, execArgv: [] });
    worker.on('message', answered);
    worker.on('error', (error) => failed(error.message));
    return {
      post: (message) => worker.postMessage(message),
      hold: (held) => (held ? worker.ref() : worker.unref()),
      end: () => worker.terminate(),
      waiting,
    };
  }
  const url = URL.createObjectURL(new Blob([webWorkerSource], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    URL.revokeObjectURL(url);
    answered(data);
  };
  // Where a policy forbids workers, browsers send an event that says nothing.
  worker.onerror = (event) =>
    failed(event.message || "a page with a Content-Security-Policy allows them with 'worker-src blob:'");
  return {
    post: (message) => worker.postMessage(message),
    hold: () => undefined,
    end: () => worker.terminate(),
    waiting,
  };
};
