import { pipe } from 'fp-ts/lib/function.js';
import {
  add,
  concat,
  conv2d,
  type Dim,
  div,
  einsum,
  exp,
  matmul,
  max,
  mean,
  rearrange,
  relu,
  repeat,
  scatterAdd,
  slice,
  softmax,
  sub,
  sum,
  type Tensor,
  take,
  transpose,
} from '../../src/index.ts';
import * as P from '../../src/tensor/pipe/index.ts';

/** Dense layer over any leading axes. */
export const dense =
  <I extends Dim, O extends Dim>(weight: Tensor<[I, O]>, bias: Tensor<[O]>) =>
  <B extends Dim, N extends Dim>(x: Tensor<[B, N, I]>): Tensor<[B, N, O]> =>
    relu(add(matmul(x, weight), bias));

/** Softmax from its parts: sizes of 1 against abstract ones. */
export const softmaxByHand = <B extends Dim, N extends Dim>(x: Tensor<[B, N]>): Tensor<[B, N]> => {
  const e = exp(sub(x, max(x, { axes: -1, keepDims: true })));
  return div(e, sum(e, { axes: -1, keepDims: true }));
};

/** Attention. */
export const attend = <B extends Dim, Q extends Dim, K extends Dim, D extends Dim>(
  q: Tensor<[B, Q, D]>,
  k: Tensor<[B, K, D]>,
  v: Tensor<[B, K, D]>,
): Tensor<[B, Q, D]> => matmul(softmax(matmul(q, transpose(k)), -1), v);

/** The nodes of one scale: an area mean over a 14×14 map, as in RSTG. */
export const nodes = <T extends Dim, D extends Dim>(
  map: Tensor<[T, 14, 14, D]>,
  project: Tensor<[9, 196]>,
): Tensor<[T, 9, D]> => einsum('n p, t p d -> t n d', project, rearrange(map, 't h w d -> t (h w) d'));

/** Messages along 90 edges. */
export const messages = <T extends Dim, D extends Dim>(
  v: Tensor<[T, 14, D]>,
  senders: Tensor<[90], 'i32'>,
  receivers: Tensor<[90], 'i32'>,
  send: Tensor<[D, D]>,
): Tensor<[T, 14, D]> => scatterAdd(v, receivers, matmul(take(v, senders, 1), send), 1);

/** The gates of an LSTM. */
export const gates = <N extends Dim>(z: Tensor<[N, 1024]>): Tensor<[N, 256]> =>
  add(slice(z, [null, [0, 256]]), slice(z, [null, [-256, null]]));

/** Position maps beside the nodes: a size that only run time knows meets `T`, and is `T`. */
export const positional = <T extends Dim>(
  v: Tensor<[T, 14, 256]>,
  p: Tensor<[14, 36]>,
  frames: number,
): Tensor<[T, 14, 292]> => concat([v, repeat(p, 'n d -> t n d', { t: frames })], -1);

/** A residual block over any two leading axes, data last. */
export const block =
  <C extends Dim>(w1: Tensor<[3, 3, C, 64]>, w2: Tensor<[1, 1, 64, C]>) =>
  <B extends Dim, T extends Dim>(x: Tensor<[B, T, 14, 14, C]>): Tensor<[B, T, 14, 14, C]> =>
    pipe(x, P.conv2d(w1, { padding: 'same' }), P.relu, P.conv2d(w2), P.add(x), P.relu);

export const pooled = <B extends Dim, C extends Dim>(x: Tensor<[B, 14, 14, C]>, w: Tensor<[3, 3, C, 32]>) =>
  mean(conv2d(x, w, { stride: 2 }), { axes: [1, 2] });

/** What is inferred where the body has no annotation. */
declare const clip: Tensor<['batch', 16, 14, 14, 64]>;
declare const w: Tensor<[3, 3, 64, 64]>;
declare const w2: Tensor<[1, 1, 64, 64]>;
export const applied = block(w, w2)(clip);
