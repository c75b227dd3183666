/** Message sizes frame by frame, checked against the video and the edges they belong to. */
import type { GraphEdge } from './graph.ts';

export interface Steps {
  /** The E edges, in the order of `sizes`. */
  readonly edges: readonly Pick<GraphEdge, 'from' | 'to'>[];
  /** Message sizes [T][E]; line widths are comparable over all frames. */
  readonly sizes: readonly (readonly number[])[];
}

/** The edges of each of `frames` frames with their weights; `name` is the picture that an error speaks of. */
export function weighted(
  name: string,
  { edges, sizes }: Steps,
  frames: number,
): readonly (readonly GraphEdge[])[] {
  const odd = sizes.findIndex(({ length }) => length !== edges.length);
  if (sizes.length !== frames || odd >= 0) {
    const found =
      odd >= 0 ? `step ${odd} has ${sizes[odd]?.length} sizes` : `there are ${sizes.length} steps`;
    throw new Error(`${name}: ${found}; expected ${frames} steps of ${edges.length} sizes`);
  }
  return sizes.map((step) => edges.map((edge, e) => ({ ...edge, weight: step[e] ?? 0 })));
}
