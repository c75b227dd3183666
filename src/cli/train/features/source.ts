import type { TrainConfig } from '../config/index.ts';
import { firstFrom, orderOf } from '../order.ts';

/** What the backbone makes of a video, `[T, h, w, F]` row-major. */
export type VideoFeatures = Float32Array<ArrayBuffer>;

/** Computes the features of a video of the training. */
export type ComputeFeatures = (video: number) => Promise<VideoFeatures>;

/** Features of the videos that are trained on. */
export interface FeatureSource {
  /** Of those that come `count` from the n-th on; steps go forward. */
  readonly at: (n: number, count: number) => Promise<readonly VideoFeatures[]>;
}

/**
 * Features of a frozen backbone: computed once for each video, and kept as long as it comes again. They are asked for `ahead` videos
 * early, so that others can compute them while a step is made.
 */
export const featureSource = (
  config: TrainConfig,
  compute: ComputeFeatures,
  ahead: number,
): FeatureSource => {
  const kept = new Map<number, Promise<VideoFeatures>>();
  // Each remembers where it stands in the order, and one is ahead of the other.
  const [order, orderAhead] = [orderOf(config), orderOf(config)];
  let asked = 0;
  let first = 0;
  const get = (video: number): Promise<VideoFeatures> => {
    const there = kept.get(video);
    if (there !== undefined) return there;
    const computed = compute(video);
    // Who waits for it hears of a failure; until then it is not one that nobody heeds.
    computed.catch(() => undefined);
    kept.set(video, computed);
    return computed;
  };
  return {
    at: async (n, count) => {
      const now = firstFrom(config, n);
      if (now !== first) for (const video of kept.keys()) if (video < now) kept.delete(video);
      first = now;
      for (asked = Math.max(asked, n); asked < Math.min(n + count + ahead, config.videos); asked++)
        void get(orderAhead(asked));
      return Promise.all(Array.from({ length: count }, (_, i) => get(order(n + i))));
    },
  };
};
