/**
 * The model of the demonstration: a small convolutional backbone, then Positional All-temp RSTG-to-vec, the
 * paper's best model. Every shape below is checked by the compiler. The weights are random: training comes
 * with gradients.
 */
import { index, relu, splitKey, type Tensor, vmap } from '../src/index.ts';
import { activation, conv2d, type Key, layerNorm, maxPool2d, sequence, spec } from '../src/nn/index.ts';
import { rstg, type StreamState } from '../src/rstg/index.ts';

/**
 * Three times 3×3 convolution, ReLU and 2×2 max-pool without padding: 64 → 31 → 14 → 6 (paper, §3.1, narrower).
 * The features are normalised, as random weights leave them small.
 */
export const backbone = sequence(
  spec([64, 64, 1]),
  conv2d({ filters: 8, window: 3 }),
  activation(relu),
  maxPool2d({ window: 2 }),
  conv2d({ filters: 16, window: 3 }),
  activation(relu),
  maxPool2d({ window: 2 }),
  conv2d({ filters: 32, window: 3 }),
  activation(relu),
  maxPool2d({ window: 2 }),
  layerNorm(),
);

export const net = rstg({
  frames: 10,
  height: 6,
  width: 6,
  channels: 32,
  scales: [1, 2, 3],
  dim: 48,
  iterations: 3,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'shared',
  readout: 'vec',
  time: 'last',
});

export const init = (key: Key) => {
  const keys = splitKey(key, 2);
  return { backbone: backbone.init(index(keys, 0, 0)), rstg: net.init(index(keys, 1, 0)) };
};

export type Params = ReturnType<typeof init>;

/** `[64, 64, 1]` grey levels in 0…1 → `[6, 6, 32]` features. */
export const features = (params: Params, frame: Tensor<[64, 64, 1]>): Tensor<[6, 6, 32]> =>
  backbone.apply(params.backbone, frame);

/** A whole clip at once. */
export const clip = (params: Params, video: Tensor<[10, 64, 64, 1]>): Tensor<[48]> =>
  net.apply(params.rstg, vmap((frame: Tensor<[64, 64, 1]>) => features(params, frame))(video));

/** One frame of a stream. */
export const step = (params: Params, state: StreamState<'all-temp'>, frame: Tensor<[64, 64, 1]>) =>
  net.stream.step(params.rstg, state, features(params, frame));
