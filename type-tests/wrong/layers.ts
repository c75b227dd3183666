import { axis, relu, zeros } from '../../src/index.ts';
import {
  activation,
  batchNorm,
  conv2d,
  dense,
  flattenFrom,
  foldTimes,
  type LstmParams,
  type LstmState,
  lstm,
  lstmCell,
  maxPool2d,
  mlp,
  overAxis,
  parallel,
  repeat,
  residual,
  scanOverTime,
  sequence,
  spec,
  steps,
  use,
} from '../../src/nn/index.ts';

const rows = spec(['batch', 64]);
const images = spec(['batch', 8, 8, 3]);
const clips = spec(['time', 'batch', 64]);
const head = sequence(spec(['batch', 256]), dense(7));

// sizes that parameters need
sequence(spec(['batch', 'features']), dense(256), activation(relu), dense(46)); // ✗
sequence(spec([]), dense(3)); // ✗
sequence(spec(['batch', 'features']), mlp([3], { activation: relu })); // ✗
sequence(spec(['batch', 8, 8, 'channels']), conv2d({ filters: 16, window: 3 })); // ✗
sequence(spec(['batch', 8, 8, 'channels']), batchNorm()); // ✗
sequence(spec(['time', 'batch', 'features']), scanOverTime(lstm(3))); // ✗
sequence(spec(['batch', 8], 'i32'), dense(4)); // ✗

// steps that do not fit
sequence(rows, dense(257), use(head)); // ✗
sequence(rows, conv2d({ filters: 16, window: 3 }), activation(relu)); // ✗
sequence(images, conv2d({ filters: 16, window: 9 }), activation(relu)); // ✗
sequence(images, conv2d({ filters: 16, window: 3, groups: 2 }), activation(relu)); // ✗
sequence(images, maxPool2d({ window: 9 }), activation(relu)); // ✗
sequence(images, conv2d({ filters: 16, window: 3 }), maxPool2d({ window: 7 }), dense(3)); // ✗
sequence(rows, flattenFrom(2), dense(3)); // ✗
sequence(rows, parallel({ a: dense(3), b: dense(4) }), dense(2)); // ✗

// combinators
sequence(rows, dense(256), residual(dense(46)), dense(3)); // ✗
sequence(rows, residual(steps(dense(256), activation(relu), dense(46)))); // ✗
sequence(rows, foldTimes(3, dense(46)), dense(2)); // ✗
sequence(rows, repeat(3, dense(46)), dense(2)); // ✗
sequence(clips, overAxis(3, dense(46)), dense(2)); // ✗
sequence(clips, overAxis(1, lstm(46))); // ✗
sequence(rows, parallel({ a: dense(3), b: conv2d({ filters: 3, window: 3 }) })); // ✗

// options
sequence(images, maxPool2d({ window: 2, strid: 3 })); // ✗
sequence(images, conv2d({ filters: 16, window: 3, paddin: 'same' })); // ✗
conv2d({ window: 3 }); // ✗

// parameters and inputs
head.apply(head.init(key()), input()); // ✗
declare const cell: LstmParams<8, 16>;
declare const state: LstmState<['batch', 16]>;
lstmCell(cell, state, zeros([axis('batch', 2), 9])); // ✗
lstmCell(cell, { h: zeros([3, 15]), c: zeros([3, 15]) }, zeros([3, 8])); // ✗
lstmCell(cell, state, zeros([3, 8])); // ✗
declare const key: () => import('../../src/nn/index.ts').Key;
declare const input: () => import('../../src/index.ts').Tensor<['batch', 255]>;
