/** The backend: lowers, plans, assembles, instantiates. */
import * as E from 'fp-ts/lib/Either.js';
import type { Backend, BackendError, Executable } from '../../tensor/backend.ts';
import type { Program } from '../../tensor/program.ts';
import { assembleProgram, bytesNeeded, mostPages, planOf } from './drive/assemble.ts';
import { lower } from './lower/lower.ts';
import { featuresOf, whyNot } from './run/engine.ts';
import { executableOf } from './run/executable.ts';
import { importsOf, runnerOf } from './run/runner.ts';

/** How programs are compiled to WebAssembly. */
export interface WasmOptions {
  /** How many threads work, this one included. Default: as many as the machine has processors. */
  readonly threads?: number;
  /** Whether fused multiply-add is used. Default: where the engine has it. */
  readonly relaxed?: boolean;
  /** Whether kernels are laid out for V8's 256-bit revectorisation (`--experimental-wasm-revectorize`). Default: no. */
  readonly revectorized?: boolean;
  /** Spoils memory as soon as nothing should read it: a test of the plan. Slow. */
  readonly poison?: boolean;
}

const failure = (_tag: BackendError['_tag'], message: string): E.Either<BackendError, never> =>
  E.left({ _tag, backend: 'wasm', message });

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A backend that compiles programs to WebAssembly. */
export const wasmWith = (options: WasmOptions = {}): Backend => ({
  name: 'wasm',
  compile: async (program) => {
    const reason = whyNot();
    return reason === undefined ? compileProgram(program, options) : failure('BackendUnavailable', reason);
  },
});

const compileProgram = async (
  program: Program,
  options: WasmOptions,
): Promise<E.Either<BackendError, Executable>> => {
  const features = featuresOf(options);
  const lowered = lower(program, features);
  const arena = planOf(lowered);
  const needed = bytesNeeded(lowered, arena, 1);
  if (needed > mostPages * 65_536)
    return failure('OutOfMemory', `the program needs ${mebibytes(needed)}; WebAssembly has at most 4096 MiB`);
  const assembled = assembleProgram(lowered, arena, {
    features,
    threads: 1,
    poison: options.poison === true,
  });
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: assembled.pages, maximum: assembled.pages });
  } catch (error) {
    return failure('OutOfMemory', `the program needs ${mebibytes(needed)}: ${messageOf(error)}`);
  }
  if (options.poison === true) new Uint8Array(memory.buffer).fill(0xff);
  let module: WebAssembly.Module;
  try {
    module = await WebAssembly.compile(assembled.bytes);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError && /unsafe-eval|Content Security/i.test(error.message))
      return failure(
        'BackendUnavailable',
        `the page's Content-Security-Policy forbids WebAssembly made at run time: add 'wasm-unsafe-eval' to script-src (${error.message})`,
      );
    throw error;
  }
  const instance = await WebAssembly.instantiate(
    module,
    importsOf(memory, { tid: 0, threads: 1, maySleep: false }),
  );
  return E.right(executableOf(program, lowered, assembled, memory, runnerOf(instance)));
};
