/** The graph over a moving video: the messages of each frame over that frame. */
import { animate } from './gif.ts';
import type { Graph } from './graph.ts';
import { type GraphLayout, graphPicture } from './graph-picture.ts';
import { type Steps, weighted } from './steps.ts';
import { framesOf, type Video } from './video.ts';

export interface GraphGifOptions extends Omit<Graph, 'edges'>, Steps {
  readonly video: Video;
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
  const { video, sizes, layout = 'overlay', ...rest } = options;
  const frames = framesOf(video);
  return weighted('graphGif', options, frames.count).map((edges, t) =>
    graphPicture({
      ...rest,
      layout,
      frame: frames.at(t).data,
      height: frames.height,
      width: frames.width,
      edges,
      comparable: sizes.flat(),
      clock: { frame: t, frames: frames.count },
    }),
  );
}

export const graphGif = (options: GraphGifOptions): Uint8Array =>
  animate(graphStills(options), options.pixels ?? 720, options.delay ?? 450);
