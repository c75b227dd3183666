// dims.ts
import { type Shape, type Tensor } from '../ops.ts';
export declare const shifted: Tensor<['batch', 'time', 14, 14, 64], 'f32'>;
export declare const merged: Tensor<['batch', 'time', 12544], 'f32'>;
export declare const rows: Tensor<['batch', 'time', 196, 64], 'f32'>;
export declare const frames: Tensor<[number, 14, 14, 64], 'f32'>;
export declare const back: Tensor<[number, 8, 14, 14, 64], 'f32'>;
export declare const last: Tensor<['batch', 14, 14, 64], 'f32'>;
export declare const pair: Tensor<['batch', 2, 14, 14, 64], 'f32'>;
export declare const tail: Tensor<['batch', number, 14, 14, 64], 'f32'>;
export declare const vector: Tensor<['batch', 64], 'f32'>;
export declare const convolved: Tensor<[number, 14, 14, 32], 'f32'>;
export declare const widened: Tensor<[number, number, number, number]>;
export declare const summed: Tensor<[number, 14, 14, 32], 'f32'>;
export declare const joined: Tensor<[number, 14, 14, 32], 'f32'>;
export declare const rankless: Tensor<Shape, 'f32'>;
export declare const ranked: Tensor<[2, number], 'f32'>;
export declare const long: Tensor<['batch', 62, 1], 'f32'>;
export declare const small: Tensor<['batch', 28, 28, 64], 'f32'>;
export declare const channelsFirst: Tensor<['batch', 64, 28, 28], 'f32'>;
export declare const stacked: Tensor<['batch', 3, 64], 'f32'>;
export declare const column: Tensor<['batch', 3, 64], 'f32'>;
export declare const tiled: Tensor<['batch', 7, 64], 'f32'>;

// generic.ts
import { type Dim, type Tensor } from '../ops.ts';
/** Dense layer over any leading axes. */
export declare const dense: <I extends Dim, O extends Dim>(
  weight: Tensor<[I, O]>,
  bias: Tensor<[O]>,
) => <B extends Dim, N extends Dim>(x: Tensor<[B, N, I]>) => Tensor<[B, N, O]>;
/** Softmax from its parts: sizes of 1 against abstract ones. */
export declare const softmaxByHand: <B extends Dim, N extends Dim>(x: Tensor<[B, N]>) => Tensor<[B, N]>;
/** Attention. */
export declare const attend: <B extends Dim, Q extends Dim, K extends Dim, D extends Dim>(
  q: Tensor<[B, Q, D]>,
  k: Tensor<[B, K, D]>,
  v: Tensor<[B, K, D]>,
) => Tensor<[B, Q, D]>;
/** The nodes of one scale: an area mean over a 14×14 map, as in RSTG. */
export declare const nodes: <T extends Dim, D extends Dim>(
  map: Tensor<[T, 14, 14, D]>,
  project: Tensor<[9, 196]>,
) => Tensor<[T, 9, D]>;
/** Messages along 90 edges. */
export declare const messages: <T extends Dim, D extends Dim>(
  v: Tensor<[T, 14, D]>,
  senders: Tensor<[90], 'i32'>,
  receivers: Tensor<[90], 'i32'>,
  send: Tensor<[D, D]>,
) => Tensor<[T, 14, D]>;
/** The gates of an LSTM. */
export declare const gates: <N extends Dim>(z: Tensor<[N, 1024]>) => Tensor<[N, 256]>;
/** Position maps beside the nodes: a size that only run time knows meets `T`, and is `T`. */
export declare const positional: <T extends Dim>(
  v: Tensor<[T, 14, 256]>,
  p: Tensor<[14, 36]>,
  frames: number,
) => Tensor<[T, 14, 292]>;
/** A residual block over any two leading axes, data last. */
export declare const block: <C extends Dim>(
  w1: Tensor<[3, 3, C, 64]>,
  w2: Tensor<[1, 1, 64, C]>,
) => <B extends Dim, T extends Dim>(x: Tensor<[B, T, 14, 14, C]>) => Tensor<[B, T, 14, 14, C]>;
export declare const pooled: <B extends Dim, C extends Dim>(
  x: Tensor<[B, 14, 14, C]>,
  w: Tensor<[3, 3, C, 32]>,
) => Tensor<[B, 32], 'f32'>;
export declare const applied: Tensor<['batch', 16, 14, 14, 64], 'f32'>;

// pipeline.ts
import { type Tensor } from '../ops.ts';
export declare const features: Tensor<['batch', 16, 64], 'f32'>;
export declare const nodes: Tensor<[16, 'batch', 64], 'f32'>;
export declare const ab: Tensor<['b', 7, 64], 'f32'>;
export declare const ein: Tensor<['b', 7, 64], 'f32'>;
export declare const cat: Tensor<['b', 21, 64], 'f32'>;
export declare const total: Tensor<[1, 21, 64], 'f32'>;
export declare const parts: [
  Tensor<['b', 7, 64], 'f32'>,
  Tensor<['b', 7, 64], 'f32'>,
  Tensor<['b', 7, 64], 'f32'>,
];
export declare const first: Tensor<['b', 7, 64], 'f32'>, third: Tensor<['b', 7, 64], 'f32'>;
export declare const residual: Tensor<['b', 7, 64], 'f32'>;
export declare const row: Tensor<['b', 448], 'f32'>;
export declare const convolved: Tensor<[24, 24, 8], 'f32'>;
