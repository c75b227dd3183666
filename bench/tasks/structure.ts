import { type AnyValue, valueFrom } from '../../src/index.ts';
import { gridGraph, positionMaps } from '../../src/rstg/index.ts';
import { poolMatrix } from '../../src/rstg/volume.ts';
import type { Sizes } from '../graph/graph.ts';
import { nodeCount } from '../graph/rstg.ts';
import { side } from './config.ts';
import { rowsValue } from './task.ts';

/**
 * The constants of a network's graph that are no parameters: which regions nodes see, who hears whom, where nodes are, and the
 * empty memory.
 *
 * @param frames how many frames a space stage takes at once
 * @param clips how many clips side by side
 */
export const structure = (
  sizes: Sizes,
  frames: number,
  clips: number,
): readonly (readonly [string, AnyValue])[] => {
  const { scales, edges, dim } = sizes;
  const { source, target } = gridGraph(scales, edges);
  const nodes = nodeCount(sizes);
  const maps = positionMaps(scales, { size: 6, sigma: 1 });
  const atEdges = source.flatMap((j) => maps[j] ?? []);
  const all = Float32Array.from(Array.from({ length: frames }, () => atEdges).flat());
  return [
    ['pool', rowsValue(poolMatrix(scales, side, side))],
    ['incidence', rowsValue(Array.from({ length: nodes }, (_, i) => target.map((to) => (to === i ? 1 : 0))))],
    ['positions', rowsValue(maps)],
    ['edgePositions', valueFrom([frames, source.length, maps[0]?.length ?? 0], all)],
    ['zeros', valueFrom([clips * nodes, dim], new Float32Array(clips * nodes * dim))],
  ];
};
