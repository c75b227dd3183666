import type { SyncMnistConfig } from '../src/data/index.ts';
import type { model } from './model.ts';
import { answerOf } from './network.ts';
import {
  answersPicture,
  contactSheet,
  graphGif,
  graphPicture,
  messageTimeline,
  strongestMessages,
  videoGif,
} from './pictures/index.ts';
import type { Run } from './run.ts';
import { answerText, asPicture, labelText } from './videos.ts';

/** The messages of one frame, summed over the K iterations: `[E]`. */
const perEdge = (sizes: readonly number[], edges: number): readonly number[] =>
  Array.from({ length: edges }, (_, e) => sizes.reduce((sum, x, i) => (i % edges === e ? sum + x : sum), 0));

/** All pictures of a demonstration by file name, each drawn when asked for. */
export const picturesOf = (
  runs: readonly Run[],
  config: SyncMnistConfig,
  { config: { scales }, nodes: gridNodes, graph }: typeof model.rstg,
): Readonly<Record<string, () => string | Uint8Array>> => {
  const videos = runs.map(({ video }) => asPicture(config, video));
  const [first] = runs;
  const [firstPicture] = videos;
  if (first === undefined || firstPicture === undefined) return {};
  const nodes = gridNodes.map(({ scale, row, column }) => ({ scale, row, col: column }));
  const ends = graph.source.map((from, e) => ({ from, to: graph.target[e] ?? 0 }));
  const sizes = first.messages.map((frame) => perEdge(frame, ends.length));
  const last = sizes.length - 1;
  const side = 64 * 64;
  const drawn = {
    frame: first.video.frames.subarray(last * side, (last + 1) * side),
    scales,
    nodes,
    edges: ends.map((edge, e) => ({ ...edge, weight: sizes[last]?.[e] ?? 0 })),
    subtitle: `${labelText(first.video.label)} · frame ${last} · size of each message, summed over the space iterations`,
  };
  const captions = first.probabilities.map((p) => {
    const answer = answerOf(p);
    return `${answerText(answer)} · ${(100 * (p[answer] ?? 0)).toFixed(0)}%`;
  });
  return {
    'answers.png': () =>
      answersPicture({
        videos: runs.map(({ video, probabilities }, i) => ({
          video: videos[i] ?? firstPicture,
          truth: video.label,
          probabilities,
        })),
        nameOf: answerText,
        title: 'Which two move alike? The answer after every frame',
        subtitle: 'A stream: each frame is seen once. How likely each answer is held to be by then.',
      }),
    'strongest-messages.png': () =>
      strongestMessages({
        video: firstPicture,
        scales,
        nodes,
        edges: ends,
        sizes,
        captions,
        title: 'The strongest messages of every frame',
        subtitle: `${labelText(first.video.label)} · below each frame, the answer after it`,
      }),
    'syncmnist.png': () =>
      contactSheet(videos, {
        title: `SyncMNIST · ${config.digits} digits`,
        subtitle: 'Which two digits make the same moves? MNIST test digits, 10 frames of 64 × 64.',
      }),
    'syncmnist.gif': () => videoGif(videos, { scale: 3 }),
    'rstg-tower.png': () => graphPicture({ ...drawn, title: 'Who talks to whom', layout: 'tower' }),
    'rstg-grids.png': () =>
      graphPicture({ ...drawn, title: 'The node grids and their edges', layout: 'panels' }),
    'rstg-messages.gif': () =>
      graphGif({
        scales,
        nodes,
        edges: ends,
        sizes,
        video: firstPicture,
        title: 'Messages, frame by frame',
        subtitle: drawn.subtitle,
      }),
    'messages.png': () =>
      messageTimeline({
        sizes: first.messages,
        nodes,
        edges: ends,
        title: 'Every message of a clip',
        subtitle: labelText(first.video.label),
      }),
  };
};
