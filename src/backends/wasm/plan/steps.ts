/** A program as kernels called in order, on numbers in buffers that have no addresses yet. */
import type { Kernel } from '../kernels/kernel.ts';

/** How an address changes from step to step of a loop, in bytes; see `Move` of views. */
export interface Motion {
  readonly loop: number;
  readonly stride: number;
  readonly kind: 'step' | 'turn';
  readonly phase: number;
}

/** A place in a buffer. */
export interface Address {
  readonly buffer: number;
  /** In bytes. */
  readonly offset: number;
  readonly motions: readonly Motion[];
}

export interface Call {
  readonly kind: 'call';
  readonly kernel: Kernel;
  readonly args: readonly Address[];
  /** Which arguments are written (the last ones in most kernels), and which read. */
  readonly writes: readonly number[];
  readonly reads: readonly number[];
}

export interface Loop {
  readonly kind: 'loop';
  readonly loop: number;
  readonly length: number;
  readonly body: readonly Step[];
}

export type Step = Call | Loop;

/** Memory with a lifetime: from the first step that writes it to the last that reads it. */
export interface Buffer {
  readonly bytes: number;
  /** What a constant is filled with. */
  readonly data?: Float32Array | Int32Array | Uint8Array;
  /** Filled by the host before anything runs (constants), before each run (inputs), or read by it after (outputs). */
  readonly role: 'constant' | 'input' | 'output' | 'between';
}

/** What lowering gives: what runs once, and what runs each time. */
export interface Lowered {
  readonly buffers: readonly Buffer[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly prepare: readonly Step[];
  readonly run: readonly Step[];
}
