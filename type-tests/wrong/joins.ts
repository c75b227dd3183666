import { concat, index, pad, slice, split, stack, type Tensor } from '../../src/index.ts';

declare const a: Tensor<['b', 3, 8]>;
declare const b: Tensor<['b', 4, 9]>;
declare const c: Tensor<['t', 3, 8]>;
declare const line: Tensor<[24]>;
declare const flat: Tensor<['b', 24]>;
declare const ints: Tensor<['b', 3, 8], 'i32'>;

concat([a, b], 1); // ✗
concat([a, c], 1); // ✗
concat([a, flat], 0); // ✗
concat([a, a], 3); // ✗
concat([a, a], -4); // ✗
concat([a, ints], 0); // ✗
stack([a, b], 0); // ✗
stack([a, a], 4); // ✗
split(a, 3, 2); // ✗
split(a, [2, 2], 1); // ✗
split(a, 3, 3); // ✗
slice(a, [null, [0, 4]]); // ✗
slice(a, [null, [2, 1]]); // ✗
slice(a, [null, [-4, null]]); // ✗
slice(a, [null, null, [0, 8, 0]]); // ✗
slice(a, [null, null, null, [0, 1]]); // ✗
index(a, 3, 1); // ✗
index(a, -9, -1); // ✗
index(a, 0, 3); // ✗
pad(line, [[-1, 0]]); // ✗
pad(a, [[1, 1]]); // ✗
