/**
 * The workers of all programs: started when the first program that shares work is compiled, asleep between runs, no
 * reason for a process to live on.
 */
import { nodeModule } from './engine.ts';
import { nodeWorkerSource, webWorkerSource } from './worker-source.ts';

/** A program for workers to have ready. */
export interface Loaded {
  readonly number: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly threads: number;
}

interface Message {
  readonly ticket: number;
  readonly control?: Int32Array;
  readonly tid?: number;
  readonly load?: Loaded;
  readonly drop?: readonly number[];
}

/** A worker of Node or of a page. */
interface Thread {
  readonly post: (message: Message) => void;
  /** Whether a process waits for this worker before it ends. */
  readonly hold: (held: boolean) => void;
  /** By ticket: what waits for a message to have been read. */
  readonly waiting: Map<number, { readonly resolve: () => void; readonly reject: (error: Error) => void }>;
}

export interface Pool {
  /** Has workers 1 … threads − 1 load a program; resolves when all have. */
  readonly load: (program: Loaded) => Promise<void>;
  /** Wakes the workers: all run a procedure of a program, and so must the caller. */
  readonly wake: (program: number, procedure: 'prepare' | 'run') => void;
  /** Lets workers forget a program, when they next load one. */
  readonly drop: (program: number) => void;
}

const words = { count: 0, command: 1, mailbox: 2 } as const;
export const mostThreads = 64;
const noProgram = -1;

/** What we use of Node's module of workers. */
interface WorkerThreads {
  readonly Worker: new (
    source: string,
    options: { readonly eval: true },
  ) => {
    readonly postMessage: (message: Message) => void;
    readonly on: ((event: 'message', f: (message: { readonly ready: number }) => void) => void) &
      ((event: 'error', f: (error: Error) => void) => void);
    readonly ref: () => void;
    readonly unref: () => void;
  };
}

/** Starts a worker; throws, or fails later, where the page's Content-Security-Policy forbids it. */
const startThread = (): Thread => {
  const waiting: Thread['waiting'] = new Map();
  const ready = (message: { readonly ready: number }): void => {
    waiting.get(message.ready)?.resolve();
    waiting.delete(message.ready);
  };
  const failed = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const threads = nodeModule<WorkerThreads>('node:worker_threads');
  if (threads !== undefined) {
    const worker = new threads.Worker(nodeWorkerSource, { eval: true });
    worker.on('message', ready);
    worker.on('error', failed);
    return {
      post: (message) => worker.postMessage(message),
      hold: (held) => (held ? worker.ref() : worker.unref()),
      waiting,
    };
  }
  const url = URL.createObjectURL(new Blob([webWorkerSource], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<{ readonly ready: number }>) => ready(data);
  worker.onerror = (event) => failed(new Error(event.message || 'a worker could not be started'));
  return { post: (message) => worker.postMessage(message), hold: () => undefined, waiting };
};

const startPool = (): Pool => {
  const control = new Int32Array(new SharedArrayBuffer(4 * (words.mailbox + mostThreads)));
  const started: Thread[] = [];
  let tickets = 0;
  let forgotten: number[] = [];

  /** Posts a message, and wakes the worker to read it; resolves when it has. */
  const send = (thread: Thread, tid: number, message: Omit<Message, 'ticket'>): Promise<void> =>
    new Promise((resolve, reject) => {
      const ticket = tickets++;
      thread.hold(true);
      const settled = (settle: () => void) => (): void => {
        thread.hold(thread.waiting.size > 1);
        settle();
      };
      thread.waiting.set(ticket, {
        resolve: settled(resolve),
        reject: (error) => settled(() => reject(error))(),
      });
      Atomics.add(control, words.mailbox + tid, 1);
      thread.post({ ...message, ticket });
      wake(noProgram);
    });
  const wake = (command: number): void => {
    Atomics.store(control, words.command, command);
    Atomics.add(control, words.count, 1);
    Atomics.notify(control, words.count);
  };

  return {
    load: async (program) => {
      const drop = forgotten;
      forgotten = [];
      const workers = Array.from({ length: program.threads - 1 }, (_, i) => {
        const known = started[i];
        const thread = known ?? startThread();
        started[i] = thread;
        const hello = known === undefined ? { control, tid: i + 1 } : {};
        return send(thread, i + 1, { ...hello, load: program, drop });
      });
      await Promise.all(workers);
    },
    wake: (program, procedure) => wake(2 * program + (procedure === 'run' ? 1 : 0)),
    drop: (program) => {
      forgotten.push(program);
    },
  };
};

let pool: Pool | undefined;

/** The one pool of this thread. */
export const thePool = (): Pool => {
  pool ??= startPool();
  return pool;
};
