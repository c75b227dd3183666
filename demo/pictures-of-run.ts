import type { SyncMnistConfig } from '../src/data/index.ts';
import type { GridNode, MessageGraph } from '../src/rstg/index.ts';
import { contactSheet, graphGif, graphPicture, messageTimeline, videoGif } from './pictures/index.ts';
import type { Run } from './run.ts';
import { asPicture, labelText } from './videos.ts';

/** The messages of one frame, summed over the K iterations: `[E]`. */
const perEdge = (sizes: readonly number[], edges: number): readonly number[] =>
  Array.from({ length: edges }, (_, e) => sizes.reduce((sum, x, i) => (i % edges === e ? sum + x : sum), 0));

/** All pictures of a demonstration by file name, each drawn when asked for. */
export const picturesOf = (
  runs: readonly Run[],
  config: SyncMnistConfig,
  scales: readonly number[],
  gridNodes: readonly GridNode[],
  graph: MessageGraph,
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
    subtitle: `${labelText(first.video.label)} · frame ${last} · size of each message, summed over the space iterations · untrained`,
  };
  return {
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
