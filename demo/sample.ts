import type { SyncMnistVideo } from '../src/data/index.ts';
import { answerOf, type Network } from './network.ts';

/** How many of some videos were answered rightly after each frame: `[T]`. */
export interface Sample {
  readonly count: number;
  readonly hits: readonly number[];
}

/** Streams videos, and counts. */
export const hitsByFrame = async (
  network: Network,
  videos: readonly SyncMnistVideo[],
  done: (videos: number) => void,
): Promise<Sample> => {
  const hits: number[] = [];
  for (const [i, video] of videos.entries()) {
    let t = 0;
    for await (const { probabilities } of network.stream(video)) {
      hits[t] = (hits[t] ?? 0) + (answerOf(probabilities) === video.label ? 1 : 0);
      t++;
    }
    done(i + 1);
  }
  return { count: videos.length, hits };
};
