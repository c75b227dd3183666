import {
  add,
  axis,
  broadcastTo,
  concat,
  conv1d,
  conv2d,
  expandDims,
  index,
  maxPool2d,
  pad,
  permute,
  rearrange,
  reduce,
  reshape,
  type Shape,
  slice,
  squeeze,
  stack,
  sum,
  type Tensor,
  upsample,
} from '../../src/index.ts';

// symbols
declare const clip: Tensor<['batch', 'time', 14, 14, 64]>;
const [batch, time] = [axis('batch', 2), axis('time', 8)];
declare const bias: Tensor<['time', 1, 1, 64]>;
export const shifted = add(clip, bias);
export const merged = reshape(clip, [batch, time, -1]);
export const rows = reshape(clip, [batch, time, 196, 64]);
export const frames = rearrange(clip, 'b t h w c -> (b t) h w c');
export const back = rearrange(frames, '(b t) h w c -> b t h w c', { t: 8 });
export const last = index(clip, -1, 1);
export const pair = slice(clip, [null, [-2, null]]);
export const tail = slice(clip, [null, [1, null, 2]]);
export const vector = reduce(clip, 'b t h w c -> b c', 'mean');

// unknown sizes
declare const unknown: Tensor<[number, 14, 14, number]>;
declare const kernel: Tensor<[3, 3, 64, 32]>;
export const convolved = conv2d(unknown, kernel, { padding: 1 });
export const widened: Tensor<[number, number, number, number]> = convolved;
export const summed = add(unknown, convolved);
export const joined = concat([convolved, convolved], 0);

// an unknown rank
declare const anything: Tensor<Shape>;
export const rankless = sum(add(anything, bias), { axes: 0 });
export const ranked = reshape(anything, [2, -1]);

// layout
export const long = conv1d(
  reshape(vector, [-1, 64, 1]),
  pad(reshape(sum(kernel), [1, 1, 1]), [
    [1, 1],
    [0, 0],
    [0, 0],
  ]),
);
export const small = upsample(maxPool2d(last, { window: 2 }), 4);
export const channelsFirst = permute(small, [0, 3, 1, 2]);
export const stacked = stack([vector, vector, vector], 1);
export const column = squeeze(expandDims(stacked, -1), -1);
export const tiled = broadcastTo(expandDims(vector, 1), [batch, 7, 64]);
