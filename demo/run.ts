import type { SyncMnistVideo } from '../src/data/index.ts';
import {
  type Backend,
  compile,
  evaluate,
  programOf,
  randomKey,
  type Value,
  type Values,
} from '../src/index.ts';
import { messageLabels } from '../src/rstg/index.ts';
import { listen, sizesOf } from './messages.ts';
import { clip, init, net, type Params, step } from './model.ts';
import { asValue, frameValue } from './videos.ts';

/** What the network made of one video. */
export interface Run {
  readonly video: SyncMnistVideo;
  /** The answer to the whole clip, and the stream's after its last frame. */
  readonly whole: Value<[48]>;
  readonly streamed: Value<[48]>;
  /** `[T][K·E]`: the size of every message; of the first video only. */
  readonly messages: readonly (readonly number[])[];
  readonly clipTime: number;
  /** `[T]`: milliseconds for each frame of the stream. */
  readonly frameTimes: readonly number[];
}

/** Largest difference relative to the largest entry. */
export const difference = (a: Value<[48]>, b: Value<[48]>): number => {
  const largest = b.data.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return a.data.reduce((m, x, i) => Math.max(m, Math.abs(x - (b.data[i] ?? Number.NaN))), 0) / largest;
};

export const randomParams = (seed: number, backend: Backend): Promise<Values<Params>> =>
  evaluate(init(randomKey(seed)), { backend });

/** The programs of the demonstration, from shapes alone. */
export const programs = (
  params: Values<Params>,
  video: SyncMnistVideo,
  state: Values<ReturnType<typeof net.stream.start>>,
) => ({
  clip: programOf(clip, params, asValue(video)),
  step: programOf(step, params, state, frameValue(video, 0)),
});

/** Runs every video as a whole clip and as a stream, and listens to the messages of the first. */
export const runVideos = async (
  videos: readonly SyncMnistVideo[],
  params: Values<Params>,
  backend: Backend,
  done: (frames: number) => void,
): Promise<readonly Run[]> => {
  const runClip = compile(clip, { backend });
  const runStep = compile(step, { backend });
  const start = await compile(net.stream.start, { backend })();
  const [first] = videos;
  if (first === undefined) return [];
  const hear = await listen(programs(params, first, start).step, messageLabels.spatial, backend);
  const runs: Run[] = [];
  for (const video of videos) {
    const began = performance.now();
    const whole = await runClip(params, asValue(video));
    const clipTime = performance.now() - began;
    const frameTimes: number[] = [];
    const messages: (readonly number[])[] = [];
    let state = start;
    let streamed = whole;
    for (let t = 0; t < net.config.frames; t++) {
      const frame = frameValue(video, t);
      if (runs.length === 0) messages.push((await hear([params, state, frame])).messages.flatMap(sizesOf));
      const before = performance.now();
      [state, streamed] = await runStep(params, state, frame);
      frameTimes.push(performance.now() - before);
      done(runs.length * net.config.frames + t + 1);
    }
    runs.push({ video, whole, streamed, messages, clipTime, frameTimes });
  }
  return runs;
};
