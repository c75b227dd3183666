import {
  areaResize,
  avgPool3d,
  conv1d,
  conv2d,
  conv3d,
  maxPool1d,
  maxPool2d,
  relu,
  type Tensor,
  upsample,
} from '../../src/index.ts';

declare const image: Tensor<['b', 14, 14, 64]>;
declare const clip: Tensor<['b', 8, 14, 14, 64]>;
declare const narrow: Tensor<['b', 14, 5, 64]>;
declare const flat: Tensor<[14, 64]>;
declare const w64: Tensor<[3, 3, 64, 128]>;
declare const w32: Tensor<[3, 3, 32, 128]>;
declare const wSymbol: Tensor<[3, 3, 'c', 128]>;
declare const w7: Tensor<[7, 7, 64, 128]>;
declare const w3d: Tensor<[3, 3, 3, 64, 128]>;
declare const grouped: Tensor<[3, 3, 16, 6]>;

conv2d(image, w32); // ✗
conv2d(image, wSymbol); // ✗
conv2d(image, w3d); // ✗
conv2d(flat, w64); // ✗
conv2d(flat, w64, { padding: 'same' }); // ✗
conv2d(narrow, w7); // ✗
conv2d(narrow, w64, { dilation: 4, padding: 1 }); // ✗
conv2d(image, w64, { groups: 4 }); // ✗
conv2d(image, grouped, { groups: 4 }); // ✗
conv2d(image, w64, { groups: 3 }); // ✗
conv2d(image, w64, { strides: 2 }); // ✗
conv2d(image, w64, { stride: 2, paddding: 'same' }); // ✗
conv2d(image, w64, { stride: [1, 2, 2] }); // ✗
conv2d(image, w64, { padding: 'full' }); // ✗
conv3d(clip, w64); // ✗
conv3d(relu(clip), w3d, { padding: [[0, 0]] }); // ✗
conv1d(flat, w64); // ✗
maxPool2d(narrow, { window: 6 }); // ✗
maxPool2d(flat, { window: 2 }); // ✗
maxPool2d(image, { stride: 2 }); // ✗
maxPool1d(flat, { window: 15 }); // ✗
avgPool3d(clip, { window: [9, 14, 14] }); // ✗
areaResize(flat, [28, 28]); // ✗
upsample(flat, 2); // ✗
