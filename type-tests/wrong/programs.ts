// Programs: scan, fold, vmap, compile, values, and the network.
import {
  type AnyTensor,
  add,
  axis,
  compile,
  concat,
  ensureShape,
  evaluate,
  fold,
  matmul,
  relu,
  scan,
  type Tensor,
  value,
  valueFrom,
  vmap,
  zeros,
} from '../../src/index.ts';
import { type RstgParams, rstg } from '../../src/rstg/index.ts';

declare const state: Tensor<[2]>;
declare const steps: Tensor<['time', 3]>;
declare const weight: Tensor<[3, 4]>;
declare const batch: Tensor<['batch', 3]>;
declare const others: Tensor<['others', 3]>;

const addRows = (x: Tensor<[3]>, y: Tensor<[3]>): Tensor<[3]> => add(x, y);
const project = (w: Tensor<[3, 4]>, x: Tensor<[3]>): Tensor<[4]> => matmul(x, w);

// scan and fold
scan((h: Tensor<[2]>, x: Tensor<[4]>) => [h, x] as const, state, steps); // ✗
scan((h: Tensor<[2]>, x) => [x, h] as const, state, steps); // ✗
fold(3, (x: Tensor<[2]>) => concat([x, x], 0), state); // ✗
fold(3, (x: Tensor<[3]>) => x, state); // ✗
export const stacked: Tensor<['time', 2]> = scan((h: Tensor<[2]>, x) => [h, x] as const, state, steps)[1]; // ✗

// vmap
vmap(addRows)(batch, others); // ✗
vmap(project, { in: [null, 0] })(weight, weight); // ✗
vmap(project)(weight, batch); // ✗
vmap(addRows, { in: [0] })(batch, batch); // ✗
vmap(relu<[3]>, { in: [0, 0] })(batch); // ✗
export const mapped: Tensor<['batch', 4]> = vmap(project, { in: [null, 0], out: 1 })(weight, batch); // ✗

// values and compiled programs
const product = compile(project);
product(value([[1], [2]]), value([1, 2, 3])); // ✗
product(valueFrom([3, 4], new Float32Array(12))); // ✗
product(valueFrom([3, 4], new Int32Array(12)), value([1, 2, 3])); // ✗
export const answer: Tensor<[4]> = evaluate(matmul(zeros([3]), weight)); // ✗
compile((p: { readonly w: Tensor<[3, 4]> }) => relu(p.w))({ v: valueFrom([3, 4], new Float32Array(12)) }); // ✗

// symbols and sizes that only the run knows
const sized: Tensor<[number, 3]> = ensureShape(zeros([axis('batch', 5), 3]), [5, 3]);
export const exact: Tensor<[5, 3]> = sized; // ✗
const anything: AnyTensor = zeros([3]);
relu(anything); // ✗
const generic = <B, T>(x: Tensor<[B, 3]>, y: Tensor<[T, 3]>): Tensor<[B, 3]> => addBoth(x, y); // ✗
const addBoth = <B>(x: Tensor<[B, 3]>, y: Tensor<[B, 3]>): Tensor<[B, 3]> => add(x, y);
generic(batch, others);
addBoth(batch, others); // ✗

// the network
const net = rstg({
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
  readout: 'vec',
  time: 'last',
});
declare const params: RstgParams<typeof net.config>;
net.apply(params, zeros([10, 6, 7, 512])); // ✗
net.stream.step(params, net.stream.start(), zeros([6, 6, 128])); // ✗
export const map: Tensor<[10, 6, 6, 512]> = net.apply(params, zeros([10, 6, 6, 512])); // ✗
export const wide: Tensor<[256, 128]> = params.send[0].weight; // ✗
params.unproject; // ✗
rstg({ ...net.config, dim: '128' }); // ✗
