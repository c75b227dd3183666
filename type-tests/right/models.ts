// Models at exact sizes: their parameters, what they take and give, and batches.
import * as E from 'fp-ts/lib/Either.js';
import { type Tensor, type Value, vmap } from '../../src/index.ts';
import {
  backbone,
  type DigitClassifierParams,
  digitClassifier,
  rstgConfigOf,
  type VideoClassifierConfig,
  type VideoClassifierParams,
  videoClassifier,
} from '../../src/models/index.ts';
import {
  dense,
  flattenFrom,
  fromNamedParameters,
  namedParameters,
  sequence,
  spec,
} from '../../src/nn/index.ts';

export const namer = sequence(
  spec(['batch', 64, 64, 1]),
  backbone({ filters: [16, 32, 64], padding: 'valid' }),
  flattenFrom(1),
  dense(10),
);
export const padded = sequence(spec([48, 32, 3]), backbone({ filters: [8, 16], padding: 'same' }));

export const model = videoClassifier({
  frames: 10,
  height: 64,
  width: 64,
  backbone: { filters: [16, 32, 64], padding: 'valid' },
  rstg: {
    scales: [1, 2, 3],
    dim: 32,
    iterations: 3,
    schedule: 'all-temp',
    edges: 'intersect',
    gather: 'softmax',
    positional: { size: 6, sigma: 1 },
    update: 'shared',
    time: 'last',
  },
  classes: 46,
});
declare const params: VideoClassifierParams<typeof model.config>;
declare const video: Tensor<[10, 64, 64, 1]>;
declare const videos: Tensor<['batch', 10, 64, 64, 1]>;
declare const frame: Tensor<[64, 64, 1]>;

export const kernel: Tensor<[3, 3, 16, 32]> = params.backbone[1].weight;
export const projection: Tensor<[64, 32]> = params.rstg.project.weight;
export const sent: Tensor<[100, 32]> = params.rstg.send[0].weight;
export const head: Tensor<[32, 46]> = params.classifier.weight;
export const logits = model.apply(params, video);
export const batch = vmap(model.apply, { in: [null, 0] })(params, videos);
export const timeMajor = model.applyTimeMajor(params, video);
export const [state, answer] = model.stream.step(params, model.stream.start(), frame);
export const inner: 6 = rstgConfigOf(model.config).height;

export const digit = digitClassifier(model.config);
declare const digitParams: DigitClassifierParams<typeof model.config>;
/** The backbone of one is the backbone of the other. */
export const transferred: typeof params = { ...params, backbone: digitParams.backbone };
export const name = digit.apply(digitParams, frame);

/** A configuration that only the run knows. */
export const loose = (config: VideoClassifierConfig) => videoClassifier(config);

export const named = namedParameters(params);
const read = fromNamedParameters(params.classifier, new Map());
export const restored: Value<[32, 46]> | undefined = E.isRight(read) ? read.right.weight : undefined;
