import { add, conv2d, type Dim, matmul, rearrange, reshape, sum, type Tensor } from '../../src/index.ts';

export const layer = <B extends Dim, T extends Dim, D extends Dim>(
  x: Tensor<[B, T, 14, 14, D]>,
  v: Tensor<[B, T, D]>,
  w: Tensor<[3, 3, 32, 64]>,
  m: Tensor<[32, 64]>,
) => {
  matmul(v, m); // ✗
  add(v, m); // ✗
  conv2d(x, w); // ✗
  reshape(v, [14, 3]); // ✗
  rearrange(x, 'b t h w -> b t (h w)'); // ✗
  sum(v, { axes: 3 }); // ✗
};

export const swapped = <A extends Dim, B extends Dim>(x: Tensor<[A, B]>): Tensor<[B, A]> => x; // ✗
