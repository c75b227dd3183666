/** What kernels are to the program that calls them. */
import type { Callable, FunctionCode, I32, Stmt } from '../assembler/index.ts';

/** What the engine can do. Kernels may differ by it in the last bits, never by the number of threads. */
export interface Features {
  /** `relaxed_madd`: fused multiply-add. */
  readonly relaxed: boolean;
  /** Pairs of 128-bit operations become 256-bit ones (V8's `--experimental-wasm-revectorize`). */
  readonly revectorized: boolean;
}

/** The module in which a kernel is built. */
export interface Site {
  readonly features: Features;
  /** A function of the module, built once for each key. */
  readonly function: (key: string, build: () => FunctionCode) => Callable;
  /** A function of the host, such as `Math.pow`: two (or one) f64 in, one out. */
  readonly host: (name: HostFunction) => Callable;
}

export type HostFunction = 'pow' | 'sin' | 'cos';

/**
 * Work on numbers in memory that threads share out. It consists of `units` pieces; each writes places of its own and reads
 * nothing that another piece writes, so any split gives the same bits.
 */
export interface Kernel {
  /** Equal keys mean equal code. Holds the kernel's name and every number its code depends on. */
  readonly key: string;
  /** How many addresses (in bytes) it takes. */
  readonly pointers: number;
  readonly units: number;
  /** About how many operations (or bytes moved) a unit takes: whether another thread is worth waking. */
  readonly work: number;
  /** Memory of its own that each thread needs while it runs, in bytes; a multiple of 16. */
  readonly scratch: number;
  /** A procedure of `pointers` addresses, the address of the thread's scratch, the first unit, and the unit after the last: all i32. */
  readonly build: (site: Site) => FunctionCode;
}

/** Something to be done with each block of a matrix as soon as it is computed, while it is in the cache. */
export interface Tail {
  readonly key: string;
  /** How many further addresses it takes; they follow those of the kernel it is the tail of. */
  readonly pointers: number;
  readonly work: number;
  /** Handles rows `rowStart` … `rowEnd` − 1, columns `columnStart` … `columnEnd` − 1. */
  readonly run: (
    site: Site,
    pointers: readonly I32[],
    block: {
      readonly rowStart: I32;
      readonly rowEnd: I32;
      readonly columnStart: I32;
      readonly columnEnd: I32;
    },
  ) => Stmt;
}
