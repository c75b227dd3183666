/** A lowered program as the bytes of a WebAssembly module, with the plan of its memory. */
import { moduleBytes } from '../assembler/index.ts';
import type { Features } from '../kernels/kernel.ts';
import { type Arena, planArena } from '../plan/arena.ts';
import type { Lowered, Step } from '../plan/steps.ts';
import { controlBytes, globals } from './barrier.ts';
import { mainFunction, sharedWork } from './main.ts';
import { hostFunctions, registry } from './registry.ts';

export interface Assembled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly arena: Arena;
  readonly pages: number;
}

export interface AssembleOptions {
  readonly features: Features;
  /** How many threads there can be; more than one only with shared memory. */
  readonly threads: number;
  readonly poison: boolean;
  /** Operations from which on a step is shared among threads. */
  readonly shareFrom: number;
}

const pageBytes = 65_536;
/** The most that a 32-bit address reaches. */
export const mostPages = 65_536;

const scratchOf = (steps: readonly Step[]): number =>
  steps.reduce(
    (most, step) => Math.max(most, step.kind === 'call' ? step.kernel.scratch : scratchOf(step.body)),
    0,
  );

const callCount = (steps: readonly Step[]): number =>
  steps.reduce((n, step) => n + (step.kind === 'call' ? 1 : callCount(step.body)), 0);

/** What each thread has of its own. */
const scratchBytes = ({ prepare, run }: Lowered): number => Math.max(scratchOf(prepare), scratchOf(run));

/** Bytes that a program needs: arena, what threads have of their own, and words to meet by. */
export const bytesNeeded = (lowered: Lowered, arena: Arena, threads: number): number =>
  controlBytes + arena.bytes + threads * scratchBytes(lowered);

export const assembleProgram = (lowered: Lowered, arena: Arena, options: AssembleOptions): Assembled => {
  const { features, threads, poison, shareFrom } = options;
  const scratch = {
    start: controlBytes + arena.bytes,
    bytes: scratchBytes(lowered),
  };
  const site = registry(features);
  const driving = { site, buffers: lowered.buffers, arena, scratch, shared: threads > 1, poison, shareFrom };
  const prepare = mainFunction(driving, lowered.prepare, 1);
  const run = mainFunction(driving, lowered.run, callCount(lowered.prepare) + 2);
  const main = [prepare, run].map((code, i) => site.function(`main ${i}`, () => code).index);
  const pages = Math.max(1, Math.ceil(bytesNeeded(lowered, arena, threads) / pageBytes));
  return {
    bytes: moduleBytes({
      memory: { minimum: pages, maximum: pages, shared: threads > 1 },
      imports: hostFunctions,
      globals,
      functions: site.functions(),
      exports: ['prepare', 'run'].map((name, i) => ({ name, index: main[i] ?? 0 })),
    }),
    arena,
    pages,
  };
};

/** To wake sleeping workers takes as long as some hundreds of thousands of operations. */
const wakingWork = 20;

/** Whether a run has enough for more than one thread to be worth waking them. */
export const isWorthSharing = ({ run }: Lowered, shareFrom: number): boolean =>
  sharedWork(run, shareFrom) > wakingWork * shareFrom;

/** Where everything is; `residents` are the buffers of outputs that may go into the next run (see {@link planArena}). */
export const planOf = (lowered: Lowered, residents: ReadonlySet<number> = new Set()): Arena =>
  planArena(lowered, controlBytes, residents);
