// The paper's best model at its size, both readouts, with parameters at exact shapes, as a clip and as a stream.
import type { Tensor } from '../../src/index.ts';
import { type RstgParams, rstg } from '../../src/rstg/index.ts';

declare const features: Tensor<[10, 6, 6, 512]>;
declare const frame: Tensor<[6, 6, 512]>;

const vec = rstg({
  frames: 10,
  height: 6,
  width: 6,
  channels: 512,
  scales: [1, 2, 3],
  dim: 512,
  iterations: 3,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'scalewise',
  readout: 'vec',
  time: 'last',
});
declare const vecParams: RstgParams<typeof vec.config>;
export const answer: Tensor<[512]> = vec.apply(vecParams, features);
export const streamed: Tensor<[512]> = vec.stream.step(vecParams, vec.stream.start(), frame)[1];
export const send: Tensor<[1060, 512]> = vecParams.send[0].weight;
export const update: Tensor<[1024, 512]> = vecParams.update.scale3[0].weight;

const map = rstg({ ...vec.config, dim: 384, readout: 'map', update: 'shared' });
declare const mapParams: RstgParams<typeof map.config>;
export const volume: Tensor<[10, 6, 6, 512]> = map.apply(mapParams, features);
export const slice: Tensor<[6, 6, 512]> = map.stream.step(mapParams, map.stream.start(), frame)[1];
export const gates: Tensor<[384, 1536]> = mapParams.time.inner.input;
export const back: Tensor<[384, 512]> = mapParams.unproject.weight;
