/** How the inner axes are cut into blocks whose numbers stay in the cache. */
import type { InnerAxis } from './spec.ts';
import { volume } from './spec.ts';

/** A block is `piece` steps (the last one fewer) of one axis, with all of the axes inside of it. */
export interface InnerBlocks {
  readonly outer: readonly InnerAxis[];
  readonly axis: InnerAxis;
  readonly inside: readonly InnerAxis[];
  readonly piece: number;
  /** Pieces along the axis. */
  readonly pieces: number;
  /** Blocks in all. */
  readonly count: number;
  /** Elements in the largest block. */
  readonly longest: number;
}

/** Cuts into blocks of about `most` elements or less. */
export const innerBlocks = (inner: readonly InnerAxis[], most: number): InnerBlocks => {
  let first = Math.max(0, inner.length - 1);
  while (first > 0 && volume(inner.slice(first)) * 2 <= most) first--;
  const axis = inner[first] ?? { size: 1, a: 0, b: 0 };
  const inside = inner.slice(first + 1);
  const rest = volume(inside);
  const even = Math.ceil(axis.size / Math.max(1, Math.ceil((axis.size * rest) / most)));
  // Turns of the innermost loop are of 4.
  const piece = Math.max(1, rest === 1 && even < axis.size ? Math.ceil(even / 4) * 4 : even);
  const pieces = Math.max(1, Math.ceil(axis.size / piece));
  const outer = inner.slice(0, first);
  return { outer, axis, inside, piece, pieces, count: volume(outer) * pieces, longest: piece * rest };
};
