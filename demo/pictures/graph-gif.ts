/** The graph over a moving video: the messages of each frame over that frame. */
import { animate } from './gif.ts';
import type { Graph, GraphEdge } from './graph.ts';
import { type GraphLayout, graphPicture } from './graph-picture.ts';
import { framesOf, type Video } from './video.ts';

export interface GraphGifOptions extends Omit<Graph, 'edges'> {
  readonly video: Video;
  readonly edges: readonly Pick<GraphEdge, 'from' | 'to'>[];
  /** Message sizes [T][E]; line widths are comparable over all frames. */
  readonly sizes: readonly (readonly number[])[];
  readonly title: string;
  readonly subtitle?: string;
  /** `overlay` when left out. */
  readonly layout?: GraphLayout;
  /** Width of the GIF in pixels. */
  readonly pixels?: number;
  /** Milliseconds a frame stands. */
  readonly delay?: number;
  readonly glow?: boolean;
}

/** The pictures of `graphGif`, as SVG: one for each frame. */
export function graphStills(options: GraphGifOptions): readonly string[] {
  const { video, edges, sizes, layout = 'overlay', ...rest } = options;
  const frames = framesOf(video);
  const odd = sizes.findIndex(({ length }) => length !== edges.length);
  if (sizes.length !== frames.count || odd >= 0) {
    const found =
      odd >= 0 ? `step ${odd} has ${sizes[odd]?.length} sizes` : `there are ${sizes.length} steps`;
    throw new Error(`graphGif: ${found}; expected ${frames.count} steps of ${edges.length} sizes`);
  }
  return sizes.map((step, t) =>
    graphPicture({
      ...rest,
      layout,
      frame: frames.at(t).data,
      height: frames.height,
      width: frames.width,
      edges: edges.map((edge, e) => ({ ...edge, weight: step[e] ?? 0 })),
      comparable: sizes.flat(),
      clock: { frame: t, frames: frames.count },
    }),
  );
}

export const graphGif = (options: GraphGifOptions): Uint8Array =>
  animate(graphStills(options), options.pixels ?? 720, options.delay ?? 450);
