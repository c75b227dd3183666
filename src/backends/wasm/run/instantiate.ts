/** From the bytes of a module to what runs it: memory, instance, and threads where they are worth it. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError } from '../../../tensor/backend.ts';
import type { Assembled } from '../drive/assemble.ts';
import { madeShared } from './collector.ts';
import { maySleep } from './engine.ts';
import { thePool } from './pool.ts';
import { importsOf, type Runner, runnerOf, sharedRunner } from './runner.ts';

export interface Instantiated {
  readonly memory: WebAssembly.Memory;
  readonly runner: Runner;
}

export const failure = (_tag: BackendError['_tag'], message: string): E.Either<BackendError, never> =>
  E.left({ _tag, backend: 'wasm', message });

export const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const memoryOf = (pages: number, shared: boolean): E.Either<BackendError, WebAssembly.Memory> =>
  E.tryCatch(
    () => new WebAssembly.Memory({ initial: pages, maximum: pages, shared }),
    (error): BackendError => ({
      _tag: 'OutOfMemory',
      backend: 'wasm',
      message: `the program needs ${mebibytes(pages * 65_536)}: ${messageOf(error)}`,
    }),
  );

const moduleOf = async (
  bytes: Uint8Array<ArrayBuffer>,
): Promise<E.Either<BackendError, WebAssembly.Module>> => {
  try {
    return E.right(await WebAssembly.compile(bytes));
  } catch (error) {
    // A module of ours is valid: what can be is that the page forbids modules made at run time.
    if (/Content Security Policy|unsafe-eval|CSP/i.test(messageOf(error)))
      return failure(
        'BackendUnavailable',
        `the page's Content-Security-Policy forbids WebAssembly made at run time; add 'wasm-unsafe-eval' to its script-src (${messageOf(error)})`,
      );
    throw error;
  }
};

/** The number of the next program that workers load. */
let programs = 0;

/** Workers let go of a program's memory when nothing can run it any more. */
const forgotten =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry<number>((program) => thePool().drop(program))
    : undefined;

export const instantiate = async (
  assembled: Assembled,
  threads: number,
  beforeUse: (memory: WebAssembly.Memory) => void,
): Promise<E.Either<BackendError, Instantiated>> => {
  const module = await moduleOf(assembled.bytes);
  if (E.isLeft(module)) return module;
  const made = memoryOf(assembled.pages, threads > 1);
  if (E.isLeft(made)) return made;
  const memory = made.right;
  beforeUse(memory);
  const instanceFor = async (threads: number): Promise<Runner> =>
    runnerOf(
      await WebAssembly.instantiate(
        module.right,
        importsOf(memory, { tid: 0, threads, maySleep: threads > 1 && maySleep() }),
      ),
    );
  if (threads === 1) return E.right({ memory, runner: await instanceFor(1) });
  madeShared(memory.buffer.byteLength);
  const number = programs++;
  const pool = thePool();
  const loaded = await pool.load({ number, module: module.right, memory, threads });
  // The same module, told that it is alone: the same bits.
  if (E.isLeft(loaded)) return E.right({ memory, runner: await instanceFor(1) });
  const runner = sharedRunner(await instanceFor(threads), pool, number);
  forgotten?.register(runner, number);
  return E.right({ memory, runner });
};
