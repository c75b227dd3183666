/** The backend: lowers, plans, assembles, instantiates. */
import * as E from 'fp-ts/lib/Either.js';
import type { Backend, BackendError, Executable } from '../../tensor/backend.ts';
import type { Program } from '../../tensor/program.ts';
import { assembleProgram, bytesNeeded, isWorthSharing, mostPages, planOf } from './drive/assemble.ts';
import { usualShare } from './drive/main.ts';
import { lower } from './lower/lower.ts';
import { featuresOf, processors, whyNot } from './run/engine.ts';
import { executableOf } from './run/executable.ts';
import { failure, type Instantiated, instantiate, mebibytes } from './run/instantiate.ts';
import { mostThreads } from './run/pool.ts';
import { whyAlone } from './run/report.ts';
import { staying } from './run/residents.ts';

/** How programs are compiled to WebAssembly. */
export interface WasmOptions {
  /** How many threads work, this one included. Default: as many as the machine has processors. */
  readonly threads?: number;
  /** Whether fused multiply-add is used. Default: where the engine has it. */
  readonly relaxed?: boolean;
  /** Whether kernels are laid out for V8's 256-bit revectorisation (`--experimental-wasm-revectorize`). Default: no. */
  readonly revectorized?: boolean;
  /** About how many operations a step must have to be shared among threads. Default: 50,000; 0 shares all that can be. */
  readonly shareFrom?: number;
  /** Spoils memory as soon as nothing should read it: a test of the plan. Slow. */
  readonly poison?: boolean;
}

const pageBytes = 65_536;

/** A backend that compiles programs to WebAssembly. */
export const wasmWith = (options: WasmOptions = {}): Backend => ({
  name: 'wasm',
  reassociates: true,
  memory: (program) => {
    const lowered = lower(program, featuresOf(options));
    const arena = planOf(lowered);
    return { bytes: bytesNeeded(lowered, arena, 1), bytesUnshared: arena.bytesUnshared };
  },
  compile: async (program, { donated = [] } = {}) => {
    const reason = whyNot();
    return reason === undefined
      ? compileProgram(program, options, donated)
      : failure('BackendUnavailable', reason);
  },
});

const compileProgram = async (
  program: Program,
  options: WasmOptions,
  donated: readonly number[],
): Promise<E.Either<BackendError, Executable>> => {
  const features = featuresOf(options);
  const poison = options.poison === true;
  const shareFrom = options.shareFrom ?? usualShare;
  const lowered = lower(program, features);
  const stays = staying(program, donated);
  const residents = new Set(lowered.outputs.filter((_, i) => stays.has(i)));
  const arena = planOf(lowered, residents);
  const most =
    whyAlone() === undefined && !poison ? Math.min(options.threads ?? processors(), mostThreads) : 1;
  // What has nothing to share is run by this thread alone, in memory of its own.
  const threads = most > 1 && isWorthSharing(lowered, shareFrom) ? most : 1;
  const needed = bytesNeeded(lowered, arena, threads);
  if (needed > mostPages * pageBytes)
    return failure(
      'OutOfMemory',
      `the program needs ${mebibytes(needed)}; WebAssembly has at most ${mebibytes(mostPages * pageBytes)}`,
    );
  const assembled = assembleProgram(lowered, arena, { features, threads, poison, shareFrom });
  const made = await instantiate(assembled, threads, (memory) => {
    if (poison) new Uint8Array(memory.buffer).fill(0xff);
  });
  return E.map((instantiated: Instantiated) =>
    executableOf(program, lowered, assembled, instantiated, { donated, stays }),
  )(made);
};
