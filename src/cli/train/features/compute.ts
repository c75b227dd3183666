import { compile } from '../../../compile/compile.ts';
import type { Mnist } from '../../../data/index.ts';
import type { Backend } from '../../../tensor/backend.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import type { Values } from '../../../tensor/tree.ts';
import { valueFrom } from '../../../tensor/values.ts';
import type { TrainConfig } from '../config/index.ts';
import { featuresOf, type VideoParams } from '../model.ts';
import { trainingBatch } from '../videos.ts';
import type { ComputeFeatures } from './source.ts';

/** Computes features by a backend, one video after the other. */
export const computeFeatures = (
  config: TrainConfig,
  mnist: Mnist,
  backend: Backend,
  params: Values<VideoParams['backbone']>,
): ComputeFeatures => {
  const run = compile(
    (backbone: VideoParams['backbone'], video: Tensor<[number, number, number, 1]>) =>
      featuresOf(config)(backbone, video),
    { backend },
  );
  return async (video) => {
    const { frames } = trainingBatch(config, mnist, [video]);
    const [, ...shape] = frames.shape;
    const { data } = await run(params, valueFrom(shape, frames.data));
    // Not on memory that threads share: features are handed over.
    return Float32Array.from(data);
  };
};
