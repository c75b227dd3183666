/** A task's mathematics as plain data that every peer reads: a list of operations on numbered values. */

/** Operations beyond shapes broadcast as in NumPy; images are `[batch, height, width, channels]` to the builder. */
export type Operation =
  | { readonly op: 'input'; readonly name: string; readonly image: boolean }
  | { readonly op: 'const'; readonly name: string }
  | { readonly op: 'matmul' | 'add' | 'mul' | 'relu' | 'sigmoid' | 'tanh' }
  /** `x · weight + bias`, then perhaps ReLU; `x` is `[…, K]`. */
  | { readonly op: 'dense'; readonly relu: boolean }
  | { readonly op: 'gather'; readonly axis: number; readonly indices: readonly number[] }
  | { readonly op: 'concat'; readonly axis: number }
  | { readonly op: 'slice'; readonly axis: number; readonly start: number; readonly end: number }
  | { readonly op: 'reshape'; readonly shape: readonly number[] }
  | { readonly op: 'sum'; readonly axis: number; readonly keep: boolean }
  /** (xs `[T, N, I]`, h `[N, D]`, c `[N, D]`, input `[I, 4D]`, hidden `[D, 4D]`, bias `[4D]`; gates i f g o) → (hs `[T, N, D]`, h, c). */
  | { readonly op: 'lstm' }
  /** (image, kernel `[height, width, in, out]`, bias?) → image, then perhaps ReLU. */
  | { readonly op: 'conv'; readonly padding: 'valid' | 'same'; readonly relu: boolean }
  /** The largest of every 2×2 window. */
  | { readonly op: 'maxPool' }
  /** An image as `[batch, height·width, channels]`. */
  | { readonly op: 'imageRows' };

/** An operation with its arguments and its results, by number. */
export type Node = Operation & { readonly in: readonly number[]; readonly out: readonly number[] };

export interface Graph {
  readonly nodes: readonly Node[];
  /** The sizes of every value. */
  readonly shapes: readonly (readonly number[])[];
  readonly outputs: readonly { readonly id: number; readonly image: boolean }[];
}

/** What to do with a task's graph in each run. */
export type Mode =
  | { readonly kind: 'run' }
  /** The outputs after the first are the last inputs of the next run. */
  | { readonly kind: 'stream' }
  /** The output are logits `[batch, classes]`: one step of SGD with momentum on their cross-entropy with `labels`, for all constants. */
  | { readonly kind: 'train'; readonly rate: number; readonly momentum: number; readonly labels: string };

/** Where a tensor's numbers stand in the task's file of little-endian f32 numbers. */
export interface Placed {
  readonly shape: readonly number[];
  /** In numbers, not bytes. */
  readonly offset: number;
}

/** Everything a participant needs. It is sent as JSON; the numbers are in a file beside it. */
export interface Job {
  readonly task: string;
  readonly mode: Mode;
  readonly graph: Graph;
  /** What thwc does, by its own library; see participants/thwc. */
  readonly own: Own;
  readonly tensors: { readonly [name: string]: Placed };
  readonly file: string;
}

/** The sizes of a Recurrent Space-time Graph network that a task runs. */
export interface Sizes {
  readonly frames: number;
  readonly channels: number;
  readonly dim: number;
  readonly iterations: number;
  readonly scales: readonly number[];
  readonly edges: 'intersect' | 'full';
}

/** A task in terms of thwc's library. */
export type Own =
  /** `x · w`; `times`: `x · w · w …`. */
  | { readonly kind: 'matmul'; readonly times?: number }
  | { readonly kind: 'conv'; readonly padding: 'valid' | 'same' }
  | { readonly kind: 'lstm' }
  | { readonly kind: 'space'; readonly sizes: Sizes }
  | { readonly kind: 'rstg'; readonly sizes: Sizes; readonly clips: number }
  | { readonly kind: 'stream'; readonly sizes: Sizes }
  | {
      readonly kind: 'train';
      readonly sizes: Sizes;
      readonly filters: readonly number[];
      readonly side: number;
      readonly videos: number;
      readonly classes: number;
    };
