import type { Mnist } from '../../../data/index.ts';
import type { Values } from '../../../tensor/tree.ts';
import { makeValue } from '../../../tensor/values.ts';
import type { Computing } from '../../backends.ts';
import type { TrainConfig } from '../config/index.ts';
import type { VideoParams } from '../model.ts';
import { namedLeaves } from '../named-leaves.ts';
import { computeFeatures } from './compute.ts';
import { type FeatureSource, featureSource } from './source.ts';
import { computeInWorkers } from './workers.ts';

/** Videos whose features are asked for before they are needed, where each comes once. */
const fewAhead = 64;

/** Features of the training's videos, computed in threads beside the steps where the machine has any, else as they are asked for. */
export const featuresBeside = (
  config: TrainConfig,
  mnist: Mnist,
  { backend, beside }: Computing,
  backbone: Values<VideoParams['backbone']>,
): FeatureSource & { readonly end: () => void } => {
  if (beside === undefined)
    return {
      ...featureSource(config, computeFeatures(config, mnist, backend, backbone), 0),
      end: () => undefined,
    };
  const named = new Map(
    [...namedLeaves({ backbone })].map(([name, { shape, dtype, data }]) => [
      name,
      // Whatever it was, now one that can be sent.
      makeValue(shape, dtype, data.slice()),
    ]),
  );
  const { compute, end } = computeInWorkers(beside.threads, { config, mnist, named });
  const { echo } = config.data;
  // While a window comes for the last time, and before, the next one is made.
  const ahead = echo === null ? fewAhead : echo.window * echo.passes;
  return { ...featureSource(config, compute, ahead), end };
};
