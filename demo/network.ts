import type { SyncMnistVideo } from '../src/data/index.ts';
import { type Backend, compile, softmax, type Tensor, type Value, type Values } from '../src/index.ts';
import { model, type Params, type State, start, step } from './model.ts';
import { frameValue } from './videos.ts';

/** One frame of a stream, and how likely each answer is held to be by now. */
const answer = (params: Params, state: State, frame: Tensor<[64, 64, 1]>) => {
  const [next, logits] = step(params, state, frame);
  return [next, logits, softmax(logits)] as const;
};

/** What the network says after a frame. */
export interface Answer {
  /** The state that the frame came to. */
  readonly before: Values<State>;
  /** For all frames so far. */
  readonly logits: Value<[46]>;
  readonly probabilities: readonly number[];
  readonly milliseconds: number;
}

/** The trained network: streams videos, frame by frame. */
export interface Network {
  readonly params: Values<Params>;
  readonly backend: Backend;
  /** The state before the first frame. */
  readonly begin: Values<State>;
  readonly stream: (video: SyncMnistVideo) => AsyncGenerator<Answer, void>;
}

/** Compiles the step once, for all videos. */
export const networkOf = async (params: Values<Params>, backend: Backend): Promise<Network> => {
  const run = compile(answer, { backend });
  const begin = await compile(start, { backend })();
  return {
    params,
    backend,
    begin,
    async *stream(video) {
      let state = begin;
      for (let t = 0; t < model.config.frames; t++) {
        const [before, frame, since] = [state, frameValue(video, t), performance.now()];
        const [next, logits, probabilities] = await run(params, before, frame);
        state = next;
        yield {
          before,
          logits,
          probabilities: [...probabilities.data],
          milliseconds: performance.now() - since,
        };
      }
    },
  };
};

/** The number of the likeliest answer. */
export const answerOf = (probabilities: readonly number[]): number =>
  probabilities.indexOf(Math.max(...probabilities));
