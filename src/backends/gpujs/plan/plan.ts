/** A program as calls of kernels, in order, on arrays that stay on the device. Loops are unrolled: kernels are not. */
import type { Aval } from '../../../tensor/aval.ts';

/** What a kernel's text is, and how many threads run it. Kernels that are alike are one. */
export interface Kernel {
  readonly source: string;
  readonly threads: number;
  /** How many numbers each thread makes, one after the other. */
  readonly width: 1 | 4;
  /** About the operations of a thread. */
  readonly work: number;
}

/** Where an array's numbers come from. */
export type Origin =
  | { readonly kind: 'input'; readonly input: number }
  | { readonly kind: 'constant'; readonly data: Float32Array<ArrayBuffer> }
  | {
      readonly kind: 'call';
      readonly kernel: number;
      /** By number: arrays that are before this one. */
      readonly arrays: readonly number[];
      /** From which of their numbers on a kernel reads, where that is a parameter of it. */
      readonly offsets: readonly number[];
    };

export interface DeviceArray {
  readonly origin: Origin;
  /** How many numbers there are: an i32 is two. */
  readonly length: number;
}

export interface Plan {
  readonly kernels: readonly Kernel[];
  readonly arrays: readonly DeviceArray[];
  /** What the program gives, by array. */
  readonly outputs: readonly { readonly array: number; readonly aval: Aval }[];
}
