import type { RstgConfig } from './config.ts';
import { gridGraph } from './graph.ts';

/** Messages of each kind. */
export interface MessageCounts {
  readonly spatial: number;
  readonly temporal: number;
  readonly self: number;
}

/**
 * How many messages a clip takes (paper, §2.4): T·K·E spatial and T·N·(K+1) temporal for all-temp. Linear in
 * T, where joining all nodes over space and time would take O(T²·N²·K).
 */
export const predictedMessages = (config: RstgConfig): MessageCounts => {
  const { frames, iterations, schedule, scales, edges } = config;
  const graph = gridGraph(scales, edges);
  const nodes = graph.receivers;
  const timeStages = {
    'all-temp': iterations + 1,
    'one-temp': 1,
    'time-only': 1,
    'space-only': 0,
    homogeneous: 0,
  };
  return {
    spatial: schedule === 'time-only' ? 0 : frames * iterations * graph.source.length,
    temporal: frames * nodes * timeStages[schedule],
    self: schedule === 'homogeneous' ? frames * iterations * nodes : 0,
  };
};
