// Models: frames too small for the backbone, videos and parameters of other sizes, settings that do not exist.
import { type Tensor, vmap, zeros } from '../../src/index.ts';
import {
  backbone,
  digitClassifier,
  type VideoClassifierConfig,
  type VideoClassifierParams,
  videoClassifier,
} from '../../src/models/index.ts';
import { dense, sequence, spec, use } from '../../src/nn/index.ts';

const config = {
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
} as const satisfies VideoClassifierConfig;
const model = videoClassifier(config);
declare const params: VideoClassifierParams<typeof config>;
declare const videos: Tensor<['batch', 10, 64, 64, 1]>;

// a backbone and what it sees
const small = { filters: [4, 4, 4], padding: 'valid' } as const;
sequence(spec([20, 64, 1]), backbone(small), dense(3)); // ✗
sequence(spec(['batch', 64, 64, 'channels']), backbone(small), dense(3)); // ✗
sequence(spec([64, 64, 1]), backbone(small), use(sequence(spec([8, 8, 4]), dense(3)))); // ✗
backbone({ filters: 4, padding: 'same' }); // ✗
backbone({ filters: [4], padding: 'same', stride: 2 }); // ✗

// classifiers
videoClassifier({ ...config, rstg: { ...config.rstg, dim: '32' } }); // ✗
digitClassifier({ height: 10, width: 64, backbone: config.backbone }); // ✗
model.apply(params, zeros([9, 64, 64, 1])); // ✗
model.apply({ ...params, backbone: [] }, zeros([10, 64, 64, 1])); // ✗
model.stream.step(params, model.stream.start(), zeros([10, 64, 64, 1])); // ✗
vmap(model.apply, { in: [null, 0] })(params, zeros([16, 10, 64, 63, 1])); // ✗
export const logits: Tensor<['batch', 45]> = vmap(model.apply, { in: [null, 0] })(params, videos); // ✗
export const kernel: Tensor<[3, 3, 16, 64]> = params.backbone[1].weight; // ✗
params.backbone[3]; // ✗
