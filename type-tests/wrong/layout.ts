import {
  axis,
  expandDims,
  flatten,
  moveAxis,
  permute,
  reshape,
  squeeze,
  swapAxes,
  type Tensor,
  transpose,
} from '../../src/index.ts';

declare const a: Tensor<[2, 3, 4]>;
declare const batch: Tensor<['batch', 14, 14]>;
declare const vector: Tensor<[7]>;
declare const ones: Tensor<[1, 7]>;

reshape(a, [5, 5]); // ✗
reshape(a, [7, -1]); // ✗
reshape(a, [-1, -1]); // ✗
reshape(batch, [8, 196]); // ✗
reshape(batch, [axis('time', 8), 196]); // ✗
reshape(batch, [axis('batch', 8), 195]); // ✗
reshape(vector, [0, -1]); // ✗
flatten(a, 3); // ✗
flatten(a, 2, 1); // ✗
permute(a, [0, 1]); // ✗
permute(a, [0, 1, 1]); // ✗
permute(a, [0, 1, 3]); // ✗
permute(a, [0, -3, 1]); // ✗
transpose(vector); // ✗
swapAxes(a, 0, 3); // ✗
swapAxes(a, -4, 0); // ✗
moveAxis(a, 3, 0); // ✗
moveAxis(a, 0, 3); // ✗
squeeze(a, 0); // ✗
squeeze(ones, 2); // ✗
squeeze(batch, 0); // ✗
expandDims(a, 4); // ✗
expandDims(a, -5); // ✗
