/** Between the two layouts of images: libraries differ in whether channels come last. */
import type { Given } from './answer.ts';

const permuted = ({ shape, data }: Given, order: readonly number[]): Given => {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((n, d) => n * d, 1));
  const to = order.map((axis) => shape[axis] ?? 1);
  const result = new Float32Array(data.length);
  const visit = (axis: number, from: number, into: number): number => {
    if (axis === to.length) {
      result[into] = data[from] ?? 0;
      return into + 1;
    }
    let next = into;
    for (let i = 0; i < (to[axis] ?? 1); i++)
      next = visit(axis + 1, from + i * (strides[order[axis] ?? 0] ?? 0), next);
    return next;
  };
  visit(0, 0, 0);
  return { shape: to, data: result };
};

/** `[N, H, W, C]` → `[N, C, H, W]`. */
export const channelsFirst = (image: Given): Given => permuted(image, [0, 3, 1, 2]);
/** `[N, C, H, W]` → `[N, H, W, C]`. */
export const channelsLast = (image: Given): Given => permuted(image, [0, 2, 3, 1]);
/** A kernel `[height, width, in, out]` → `[out, in, height, width]`. */
export const outputsFirst = (kernel: Given): Given => permuted(kernel, [3, 2, 0, 1]);
/** `[I, J]` → `[J, I]`. */
export const transposed = (matrix: Given): Given => permuted(matrix, [1, 0]);
