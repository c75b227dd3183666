/**
 * The trained network in the package: reads its parameters, which the compiler and the file check against the model, and shows it
 * a video frame by frame. Which two of five digits make the same moves?
 *
 *     npm run build && npx tsx examples/trained-model.ts
 */
import * as E from 'fp-ts/lib/Either.js';
import { compile, concat, randomKey, type Tensor, valueFrom, zeros } from 'thwc';
import { labelPair, syncMnistDefaults, syncMnistVideo } from 'thwc/data';
import { loadMnist } from 'thwc/data/node';
import { renderIoError, toF32 } from 'thwc/io';
import { readSafetensorsFile } from 'thwc/io/node';
import { videoClassifier } from 'thwc/models';
import { fromNamedParameters } from 'thwc/nn';

const model = videoClassifier({
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
type Params = ReturnType<typeof model.init>;
type State = ReturnType<typeof model.stream.start>;
type Frame = Tensor<[64, 64, 1]>;

// In a project of your own: node_modules/thwc/examples/…
const file = await readSafetensorsFile('examples/syncmnist-5-digits/model.safetensors')();
if (E.isLeft(file)) throw new Error(renderIoError(file.left));
const named = new Map(
  [...file.right.tensors].map(([name, tensor]) => {
    const { shape, data } = toF32(tensor);
    return [name.replace(/^params\./, ''), valueFrom([...shape], data)] as const;
  }),
);
const params = fromNamedParameters(model.init(randomKey(0)), named);
if (E.isLeft(params)) throw new Error(params.left.message);

// The backbone sees each frame with the one before it.
const step = compile((weights: Params, state: State, frame: Frame, past: Frame) =>
  model.stream.step(weights, state, concat([frame, past], 2)),
);

const mnist = await loadMnist()();
if (E.isLeft(mnist)) throw new Error(renderIoError(mnist.left));
const video = syncMnistVideo({ ...syncMnistDefaults, split: 'test', digits: 5, seed: 1 }, mnist.right, 0);
const frameAt = (t: number) =>
  valueFrom([64, 64, 1], Float32Array.from(video.frames.subarray(t * 64 * 64, (t + 1) * 64 * 64)));

let [state, past] = [
  await compile(() => model.stream.start())(),
  await compile((): Frame => zeros([64, 64, 1]))(),
];
let answer = 0;
for (let t = 0; t < 10; t++) {
  const [next, logits] = await step(params.right, state, frameAt(t), past);
  [state, past] = [next, frameAt(t)];
  answer = logits.data.indexOf(Math.max(...logits.data));
}
console.log(labelPair(answer), labelPair(video.label));
