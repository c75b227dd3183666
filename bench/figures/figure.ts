import type { Sizes } from '../graph/graph.ts';

/** What a figure's process is asked for. */
export type Question =
  /** The machine: the most operations and bytes in a second. */
  | { readonly figure: 'peak'; readonly threads: number; readonly quick: boolean }
  /** A stream: the time of a frame around given moments, and the memory there. */
  | { readonly figure: 'stream'; readonly sizes: Sizes; readonly moments: readonly number[] }
  /** The time of a clip of each size. */
  | { readonly figure: 'clips'; readonly sizes: readonly Sizes[]; readonly repeats: number }
  /** The time from a function to its first result, in a process that has compiled nothing yet. */
  | { readonly figure: 'compile'; readonly sizes: Sizes }
  /** The time of a program with nothing to do. */
  | { readonly figure: 'overhead'; readonly runs: number };

/** Named numbers, row by row. */
export type Answer = readonly { readonly [name: string]: number }[];
