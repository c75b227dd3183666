/** What runs programs here, in words: for users who wonder why it is slow. */
import { hasRelaxed, processors, whyNot, whyNotShared } from './engine.ts';
import { mostThreads, whyNoWorkers } from './pool.ts';

/** What the engine that runs us gives to programs. */
export interface Engine {
  /** How many threads run a program that is worth it; 0 if none can be run. */
  readonly threads: number;
  /** Whether memory can be shared among threads: in pages, only in those that are cross-origin isolated. */
  readonly sharedMemory: boolean;
  /** Whether there is fused multiply-add: faster, and other rounding than without. */
  readonly relaxedSimd: boolean;
  /** Why it is not more, in words. */
  readonly notes: readonly string[];
}

/** Why programs run on one thread; nothing if they need not. */
export const whyAlone = (): string | undefined => whyNotShared() ?? whyNoWorkers();

/**
 * What runs programs here, and why it is not more. Whether a page allows workers is known only when a program that
 * shares work has been compiled: until then its policy is taken to.
 *
 * @example
 * ```ts
 * import { engine } from 'thwc/backends/wasm';
 *
 * const { threads, notes } = engine();
 * console.log(`${threads} threads`, ...notes);
 * ```
 */
export const engine = (): Engine => {
  const unable = whyNot();
  if (unable !== undefined) return { threads: 0, sharedMemory: false, relaxedSimd: false, notes: [unable] };
  const [alone, relaxedSimd] = [whyAlone(), hasRelaxed()];
  const fused = relaxedSimd
    ? undefined
    : 'no fused multiply-add: this engine has no relaxed SIMD (Node 20 and 22: --experimental-wasm-relaxed-simd)';
  return {
    threads: alone === undefined ? Math.min(processors(), mostThreads) : 1,
    sharedMemory: whyNotShared() === undefined,
    relaxedSimd,
    notes: [alone, fused].filter((note) => note !== undefined),
  };
};
