/**
 * The workers of all programs: started when the first program that shares work is compiled, asleep between runs, no
 * reason for a process to live on. Where one can not be started, no more are tried, and programs run without.
 */
import * as E from 'fp-ts/lib/Either.js';
import { type Loaded, type Message, startThread, type Thread } from './thread.ts';

export interface Pool {
  /** Has workers 1 … threads − 1 load a program; says when all have, or why one can not. */
  readonly load: (program: Loaded) => Promise<E.Either<string, void>>;
  /** Wakes the workers: all run a procedure of a program, and so must the caller. */
  readonly wake: (program: number, procedure: 'prepare' | 'run') => void;
  /** Lets workers forget a program, when they next load one. */
  readonly drop: (program: number) => void;
}

const words = { count: 0, command: 1, mailbox: 2 } as const;
export const mostThreads = 64;
const noProgram = -1;

/** How long a worker may take to answer a message, in seconds in which this thread was free to hear it. */
const patience = 10;

let refusal: string | undefined;

/** Why no workers can be had here; nothing as long as none has failed. */
export const whyNoWorkers = (): string | undefined => refusal;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const refuse = (reason: string): E.Either<string, never> => {
  refusal ??= `no workers: they could not be started (${reason})`;
  return E.left(refusal);
};

/** Calls `late` if it is not stopped in time. One long task of this thread counts as a second at most. */
const stopwatch = (late: () => void): (() => void) => {
  let left = patience;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    late();
  }, 1000);
  return () => clearInterval(timer);
};

const startPool = (): Pool => {
  const control = new Int32Array(new SharedArrayBuffer(4 * (words.mailbox + mostThreads)));
  const started: Thread[] = [];
  /** By worker: programs that it is to forget, and was not told of. */
  const forgotten: number[][] = [];
  let tickets = 0;

  /** Posts a message, and wakes the worker to read it; resolves when it has. */
  const send = (thread: Thread, tid: number, message: Omit<Message, 'ticket'>): Promise<void> =>
    new Promise((resolve, reject) => {
      const ticket = tickets++;
      thread.hold(true);
      const stop = stopwatch(() => fail('no answer'));
      const settle = (): void => {
        stop();
        thread.waiting.delete(ticket);
        thread.hold(thread.waiting.size > 0);
      };
      const fail = (reason: string): void => {
        settle();
        reject(new Error(reason));
      };
      thread.waiting.set(ticket, {
        resolve: () => {
          settle();
          resolve();
        },
        reject: fail,
      });
      Atomics.add(control, words.mailbox + tid, 1);
      thread.post({ ...message, ticket });
      wake(noProgram);
    });
  const wake = (command: number): void => {
    Atomics.add(control, words.count, 1);
    Atomics.store(control, words.command, command);
    Atomics.add(control, words.count, 1);
    Atomics.notify(control, words.count);
  };
  const loadAt = async (i: number, load: Loaded): Promise<void> => {
    const drop = forgotten[i] ?? [];
    forgotten[i] = [];
    const known = started[i];
    const thread = known ?? startThread();
    started[i] = thread;
    const hello = known === undefined ? { control, tid: i + 1 } : {};
    try {
      await send(thread, i + 1, { ...hello, load, drop });
    } catch (error) {
      // One that never came up is let go, and nobody waits for it any more; others may be at work for programs they have.
      if (known === undefined) {
        thread.end();
        for (const { reject } of [...thread.waiting.values()]) reject(messageOf(error));
      }
      throw error;
    }
  };

  return {
    load: async (program) => {
      if (refusal !== undefined) return E.left(refusal);
      try {
        await Promise.all(Array.from({ length: program.threads - 1 }, (_, i) => loadAt(i, program)));
        return E.right(undefined);
      } catch (error) {
        return refuse(messageOf(error));
      }
    },
    wake: (program, procedure) => wake(2 * program + (procedure === 'run' ? 1 : 0)),
    drop: (program) => {
      for (const list of forgotten) list.push(program);
    },
  };
};

let pool: Pool | undefined;

/** The one pool of this thread. */
export const thePool = (): Pool => {
  pool ??= startPool();
  return pool;
};
