import { reference } from '../../src/backends/reference/index.ts';
import { type AnyValue, evaluate, randomKey, valueFrom } from '../../src/index.ts';
import { flattenValues } from '../../src/tensor/tree.ts';
import { graphBuilder, type Ref } from '../graph/builder.ts';
import { clipGraph } from '../graph/rstg.ts';
import { classifierOf, type TrainingSizes } from './classifier.ts';
import { structure } from './structure.ts';
import { noise, type TaskMaker } from './task.ts';

const momentum = 0.9;
const rate = 0.01;

/** A step of training on whole videos, backbone included: forward, backward, SGD with momentum. */
const trainTask = (own: TrainingSizes): TaskMaker => {
  const { sizes, filters, side, videos, classes } = own;
  const name = `training step, ${videos} videos, D=${sizes.dim}`;
  const make = async () => {
    const b = graphBuilder();
    const frames = sizes.frames * videos;
    const imageShape = [frames, side, side, 1];
    let x: Ref = b.mul(b.input('frames', imageShape, true), b.constant('scale', [1]));
    let from = 1;
    for (const [i, to] of filters.entries()) {
      const weight = b.constant(`params.backbone.${i}.weight`, [3, 3, from, to]);
      x = b.maxPool(b.conv(x, weight, b.constant(`params.backbone.${i}.bias`, [to]), 'valid', true));
      from = to;
    }
    const vector = clipGraph(b, sizes, 'rewritten', 'params.rstg.', b.imageRows(x));
    const weight = b.constant('params.classifier.weight', [sizes.dim, classes]);
    const logits = b.dense(vector, weight, b.constant('params.classifier.bias', [classes]));
    const init = flattenValues(await evaluate(classifierOf(own).init(randomKey(5)), { backend: reference }));
    const grey = await noise('frames', imageShape);
    // Videos are [videos, frames, …]; the graph has all videos of a frame beside each other.
    const levels = Float32Array.from(grey.data, (u) => Math.floor((Number(u) + 1) * 127.5));
    const one = side * side;
    const beside = new Float32Array(levels.length);
    for (let i = 0; i < frames; i++) {
      const [video, frame] = [Math.floor(i / sizes.frames), i % sizes.frames];
      beside.set(levels.subarray(i * one, (i + 1) * one), (frame * videos + video) * one);
    }
    const labels = Float32Array.from({ length: videos }, (_, i) => (i * 7) % classes);
    return {
      name,
      group: 'train',
      mode: { kind: 'train', rate, momentum, labels: 'labels' },
      own: { kind: 'train', ...own },
      graph: b.graph([logits]),
      // A step changes the loss by a thousandth or so: only this notices a wrong gradient.
      tolerance: 2e-5,
      tensors: new Map<string, AnyValue>([
        ...init.leaves.map((leaf, i) => [`params.${init.paths[i] ?? ''}`, leaf] as const),
        ...structure(sizes, frames, videos),
        ['scale', valueFrom([1], Float32Array.of(1 / 255))],
        ['videos', valueFrom([videos, sizes.frames, side, side, 1], levels)],
        ['frames', valueFrom(imageShape, beside)],
        ['labels', valueFrom([videos], labels)],
      ]),
    } as const;
  };
  return { name, group: 'train', make };
};

export const trainingTasks = (quick: boolean): readonly TaskMaker[] => [
  trainTask({
    sizes: {
      frames: quick ? 2 : 10,
      channels: quick ? 8 : 64,
      dim: quick ? 16 : 128,
      iterations: 3,
      scales: [1, 2, 3],
      edges: 'intersect',
    },
    filters: quick ? [2, 4, 8] : [16, 32, 64],
    side: 64,
    videos: quick ? 2 : 16,
    classes: 46,
  }),
];
