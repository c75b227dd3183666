import type { SyncMnistVideo } from '../src/data/index.ts';
import { compile, type Program, programOf, type Value } from '../src/index.ts';
import { messageLabels } from '../src/rstg/index.ts';
import { listen, sizesOf } from './messages.ts';
import { clip, step } from './model.ts';
import type { Network } from './network.ts';
import { asValue, frameValue } from './videos.ts';

/** What the network made of one video. */
export interface Run {
  readonly video: SyncMnistVideo;
  /** The logits of the whole clip, and the stream's after its last frame. */
  readonly whole: Value<[46]>;
  readonly streamed: Value<[46]>;
  /** `[T][46]`: how likely each answer was held to be after each frame. */
  readonly probabilities: readonly (readonly number[])[];
  /** `[T][K·E]`: the size of every message; of the first video only. */
  readonly messages: readonly (readonly number[])[];
  readonly clipTime: number;
  /** `[T]`: milliseconds for each frame of the stream. */
  readonly frameTimes: readonly number[];
}

/** Largest difference relative to the largest entry. */
export const difference = (a: Value<[46]>, b: Value<[46]>): number => {
  const largest = b.data.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return a.data.reduce((m, x, i) => Math.max(m, Math.abs(x - (b.data[i] ?? Number.NaN))), 0) / largest;
};

/** The programs of the demonstration, from shapes alone. */
export const programs = (
  { params, begin }: Network,
  video: SyncMnistVideo,
): { readonly clip: Program; readonly step: Program } => ({
  clip: programOf(clip, params, asValue(video)),
  step: programOf(step, params, begin, frameValue(video, 0)),
});

/** Runs every video as a whole clip and as a stream, and listens to the messages of the first. */
export const runVideos = async (
  network: Network,
  videos: readonly SyncMnistVideo[],
  done: (frames: number) => void,
): Promise<readonly Run[]> => {
  const { params, backend } = network;
  const runClip = compile(clip, { backend });
  const [first] = videos;
  if (first === undefined) return [];
  const hear = await listen(programs(network, first).step, messageLabels.spatial, backend);
  const runs: Run[] = [];
  let frames = 0;
  for (const video of videos) {
    const began = performance.now();
    const whole = await runClip(params, asValue(video));
    const clipTime = performance.now() - began;
    let streamed = whole;
    const [frameTimes, probabilities, messages]: [number[], (readonly number[])[], (readonly number[])[]] = [
      [],
      [],
      [],
    ];
    for await (const answer of network.stream(video)) {
      streamed = answer.logits;
      frameTimes.push(answer.milliseconds);
      if (video === first) {
        const frame = frameValue(video, probabilities.length);
        messages.push((await hear([params, answer.before, frame])).messages.flatMap(sizesOf));
      }
      probabilities.push(answer.probabilities);
      done(++frames);
    }
    runs.push({ video, whole, streamed, probabilities, messages, clipTime, frameTimes });
  }
  return runs;
};
