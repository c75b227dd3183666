import type { RstgConfig } from '../../src/rstg/index.ts';
import type { Sizes } from '../graph/graph.ts';

/** Rows and columns of the feature maps. */
export const side: number = 6;

/** Positional all-temp, to-vec, messages weighted by `dot`. */
export const configOf = ({ frames, channels, dim, iterations, scales, edges }: Sizes) =>
  ({
    frames,
    height: side,
    width: side,
    channels,
    scales,
    dim,
    iterations,
    schedule: 'all-temp',
    edges,
    gather: 'dot',
    positional: { size: 6, sigma: 1 },
    update: 'shared',
    readout: 'vec',
    time: 'last',
  }) as const satisfies RstgConfig;
