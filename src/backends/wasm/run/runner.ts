/** What runs the two procedures of a program's module: on one thread, or on several. */

import type { Pool } from './pool.ts';

export interface Runner {
  readonly prepare: () => void;
  readonly run: () => void;
}

/** What a module of ours is given. */
export const importsOf = (
  memory: WebAssembly.Memory,
  thread: { readonly tid: number; readonly threads: number; readonly maySleep: boolean },
): WebAssembly.Imports => ({
  env: {
    memory,
    tid: thread.tid,
    threads: thread.threads,
    maySleep: Number(thread.maySleep),
    pow: (a: number, b: number) => a ** b,
    sin: Math.sin,
    cos: Math.cos,
  },
});

const procedureOf = (instance: WebAssembly.Instance, name: string): (() => void) => {
  const found = instance.exports[name];
  if (typeof found !== 'function') throw new TypeError(`wasm: the module has no procedure ${name}`);
  return () => {
    found();
  };
};

/** Runs a program on the calling thread. */
export const runnerOf = (instance: WebAssembly.Instance): Runner => ({
  prepare: procedureOf(instance, 'prepare'),
  run: procedureOf(instance, 'run'),
});

/** Runs a program on the calling thread and on workers, which have it loaded. */
export const sharedRunner = (own: Runner, pool: Pool, program: number): Runner => ({
  prepare: () => {
    pool.wake(program, 'prepare');
    own.prepare();
  },
  run: () => {
    pool.wake(program, 'run');
    own.run();
  },
});
