/**
 * The model of the demonstration: the classifier of examples/syncmnist-5-digits, a Positional All-temp RSTG-to-vec on the features
 * of a small convolutional backbone. Every shape below is checked by the compiler; `trained.ts` checks that the file is of this model.
 */
import { concat, type Tensor, zeros } from '../src/index.ts';
import { videoClassifier, withPast } from '../src/models/index.ts';

export const model = videoClassifier({
  frames: 10,
  height: 64,
  width: 64,
  channels: 2,
  backbone: { filters: [24, 48, 96, 160], padding: 'same' },
  rstg: {
    scales: [1, 3],
    dim: 96,
    iterations: 3,
    schedule: 'all-temp',
    edges: 'full',
    gather: 'softmax',
    positional: { size: 6, sigma: 1 },
    update: 'shared',
    norm: 'layer',
    residual: true,
    time: 'mean',
  },
  classes: 46,
});

export type Params = ReturnType<typeof model.init>;

/** A frame, and with it what came before: the backbone sees two frames at once. */
export interface State {
  readonly past: Tensor<[64, 64, 1]>;
  readonly network: ReturnType<typeof model.stream.start>;
}

/** A whole clip at once: grey levels 0…255 → one logit for each pair of digits, and one for none. */
export const clip = (params: Params, video: Tensor<[10, 64, 64, 1]>): Tensor<[46]> =>
  model.apply(params, withPast(video));

/** Before the first frame. */
export const start = (): State => ({ past: zeros([64, 64, 1]), network: model.stream.start() });

/** One frame of a stream: the logits are those for all frames so far. */
export const step = (
  params: Params,
  state: State,
  frame: Tensor<[64, 64, 1]>,
): readonly [State, Tensor<[46]>] => {
  const [network, logits] = model.stream.step(params, state.network, concat([frame, state.past], 2));
  return [{ past: frame, network }, logits];
};
