import {
  argmax,
  gather,
  max,
  mean,
  oneHot,
  scatterAdd,
  softmax,
  sum,
  type Tensor,
  take,
  takeAlong,
} from '../../src/index.ts';

declare const x: Tensor<['t', 14, 256]>;
declare const edges: Tensor<[90], 'i32'>;
declare const picks: Tensor<['t', 3, 255], 'i32'>;
declare const messages: Tensor<['t', 90, 255]>;
declare const floats: Tensor<[90]>;

sum(x, { axes: 3 }); // ✗
sum(x, { axes: [0, -4] }); // ✗
mean(x, { axes: [1, -2] }); // ✗
max(x, { axes: 5, keepDims: true }); // ✗
sum(x, { axis: 1 }); // ✗
sum(x, { axes: 1, keepdims: true }); // ✗
argmax(x, { axis: 3 }); // ✗
softmax(x, -4); // ✗
take(x, edges, 3); // ✗
gather(x, edges, 3); // ✗
gather(x, edges, 2, 1); // ✗
gather(x, edges, 1, 2); // ✗
take(x, floats, 1); // ✗
takeAlong(x, picks, 1); // ✗
takeAlong(x, edges, 1); // ✗
scatterAdd(x, edges, messages, 1); // ✗
scatterAdd(x, edges, x, 1); // ✗
oneHot(floats, 10); // ✗
