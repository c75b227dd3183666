import {
  add,
  concat,
  logicalAnd,
  ones,
  scalar,
  stack,
  sub,
  type Tensor,
  tensordot,
  tile,
  topK,
  where,
  zeros,
} from '../../src/index.ts';

declare const x: Tensor<['b', 3]>;
declare const mask: Tensor<['b', 3], 'bool'>;
declare const ints: Tensor<['b', 3], 'i32'>;
declare const y: Tensor<[4, 5]>;

// what a number gives depends on the other operand, not on where the result goes
export const shape: Tensor<[5, 3]> = add(1, zeros([3])); // ✗
export const dtype: Tensor<[3], 'i32'> = sub(1, zeros([3])); // ✗
export const unasked: Tensor<[2], 'i32'> = zeros([2]); // ✗
export const unit: Tensor<[2], 'i32'> = ones([2]); // ✗
export const single: Tensor<[], 'i32'> = scalar(1); // ✗

add(mask, 1); // ✗
add(1, mask); // ✗
add(x, ints); // ✗
where(mask, x, ints); // ✗
where(mask, y, 0); // ✗
logicalAnd(mask, x); // ✗
concat([x, ints], 0); // ✗
stack([x, mask]); // ✗
tensordot(x, y, 1); // ✗
tensordot(x, y, [[1], [0, 1]]); // ✗
tile(x, [2]); // ✗
topK(x, 1, 2); // ✗
topK(x, 4); // ✗
topK(x, -1); // ✗
