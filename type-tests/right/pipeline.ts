import { pipe } from 'fp-ts/lib/function.js';
import {
  add,
  concat,
  conv2d,
  einsum,
  matmul,
  rearrange,
  relu,
  reshape,
  split,
  sum,
  type Tensor,
} from '../../src/index.ts';
import * as P from '../../src/tensor/pipe/index.ts';

declare const clip: Tensor<['batch', 16, 56, 56, 3]>;
declare const w: Tensor<[3, 3, 3, 3, 64]>;
declare const bias: Tensor<[64]>;

export const features = pipe(
  clip,
  P.conv3d(w, { stride: [1, 2, 2], padding: 'same' }),
  P.add(bias),
  P.relu,
  P.maxPool3d({ window: [1, 2, 2] }),
  P.rearrange('b t h w c -> b t (h w) c'),
  P.mean({ axes: -2 }),
);
export const nodes = rearrange(features, 'b t c -> t b c');
declare const a: Tensor<['b', 7, 512]>;
declare const b: Tensor<[512, 64]>;
export const ab = matmul(a, b);
export const ein = einsum('b i j, j k -> b i k', a, b);
export const cat = concat([ab, ein, ab], 1);
export const total = sum(cat, { axes: [0], keepDims: true });
export const parts = split(cat, 3, 1);
export const [first, , third] = parts;
export const residual = relu(add(first, third));
export const row = reshape(residual, [-1, 448]);
declare const image: Tensor<[28, 28, 1]>;
declare const k: Tensor<[5, 5, 1, 8]>;
export const convolved = conv2d(image, k);
