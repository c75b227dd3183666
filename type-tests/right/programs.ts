// Programs: scan, fold, vmap, compile, and the network at exact sizes.
import {
  add,
  compile,
  fold,
  matmul,
  mul,
  relu,
  scan,
  type Tensor,
  type Value,
  value,
  vmap,
} from '../../src/index.ts';
import { type NodeCount, type RstgParams, rstg } from '../../src/rstg/index.ts';

declare const state: Tensor<[2]>;
declare const steps: Tensor<['time', 3]>;
declare const weight: Tensor<[3, 4]>;
declare const batch: Tensor<['batch', 3]>;

const project = (w: Tensor<[3, 4]>, x: Tensor<[3]>): Tensor<[4]> => matmul(x, w);

export const running = scan((h: Tensor<[2]>, x) => [h, { seen: relu(x) }] as const, state, steps);
/** Sequences beside each other, as a tuple. */
export const zipped = scan((h: Tensor<[2]>, [x, y]) => [h, [y, add(x, y)]], state, [steps, steps]);
export const halved = fold(3, (x: Tensor<[2]>) => mul(x, 0.5), state);
export const rows = vmap(project, { in: [null, 0] })(weight, batch);
export const columns = vmap(project, { in: [null, 0], out: 1 })(weight, batch);
export const pairs = vmap((x: Tensor<[3]>) => vmap((y: Tensor<[3]>) => add(x, y))(batch))(batch);

interface Params {
  readonly weight: Tensor<[3, 4]>;
  readonly bias: Tensor<[4]>;
}
/** Interfaces are trees too. */
export const compiled = compile((p: Params, x: Tensor<['n', 3]>) => ({
  y: add(matmul(x, p.weight), p.bias),
}));
/** Generic functions stay generic. */
export const twice = compile(<N>(x: Tensor<[N, 3]>): Tensor<[N, 3]> => add(x, x));
export const four: Promise<Value<[4, 3]>> = twice(
  value([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ]),
);

export const net = rstg({
  frames: 10,
  height: 6,
  width: 6,
  channels: 512,
  scales: [1, 2, 3],
  dim: 128,
  iterations: 3,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'scalewise',
  readout: 'map',
  time: 'last',
});
declare const params: RstgParams<typeof net.config>;
export const messagesIn: Tensor<[292, 128]> = params.send[0].weight;
export const gates: Tensor<[128, 512]> = params.time.inner.input;
export const back: Tensor<[128, 512]> = params.unproject.weight;
export const second: Tensor<[256, 128]> = params.update.scale2[0].weight;
export const nodes: NodeCount<[1, 2, 3, 4]> = 30;
export const out = net.apply(params, {} as Tensor<[10, 6, 6, 512]>);
