import { pipe } from 'fp-ts/lib/function.js';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../compile/program.ts';
import * as T from '../ops/index.ts';
import { flattenTensors } from '../tree.ts';
import * as P from './index.ts';

const x = T.tensor([
  [1, -2, 3],
  [4, 5, -6],
]);
const y = T.tensor([
  [2, 3, 0.5],
  [1, 2, 3],
]);
const w = T.tensor([
  [1, 2],
  [3, 4],
  [5, 6],
]);
const mask = T.gt(x, 0);
const places = T.tensor([2, 0], 'i32');
const line = T.zeros([2, 8, 2]);
const picture = T.zeros([1, 6, 6, 2]);
const clip = T.zeros([1, 4, 6, 6, 2]);

/** Both forms of every op that has two: first data-first, then data-last. */
const pairs: { readonly [Name in keyof typeof P]?: readonly [unknown, unknown] } = {
  add: [T.add(x, y), pipe(x, P.add(y))],
  sub: [T.sub(x, 2), pipe(x, P.sub(2))],
  mul: [T.mul(x, y), pipe(x, P.mul(y))],
  div: [T.div(x, y), pipe(x, P.div(y))],
  pow: [T.pow(y, 3), pipe(y, P.pow(3))],
  rem: [T.rem(x, y), pipe(x, P.rem(y))],
  maximum: [T.maximum(x, 0), pipe(x, P.maximum(0))],
  minimum: [T.minimum(x, y), pipe(x, P.minimum(y))],
  eq: [T.eq(x, y), pipe(x, P.eq(y))],
  ne: [T.ne(x, 1), pipe(x, P.ne(1))],
  lt: [T.lt(x, y), pipe(x, P.lt(y))],
  le: [T.le(x, y), pipe(x, P.le(y))],
  gt: [T.gt(x, y), pipe(x, P.gt(y))],
  ge: [T.ge(x, y), pipe(x, P.ge(y))],
  logicalAnd: [T.logicalAnd(mask, T.lt(x, 3)), pipe(mask, P.logicalAnd(T.lt(x, 3)))],
  logicalOr: [T.logicalOr(mask, T.lt(x, 3)), pipe(mask, P.logicalOr(T.lt(x, 3)))],
  logicalXor: [T.logicalXor(mask, T.lt(x, 3)), pipe(mask, P.logicalXor(T.lt(x, 3)))],
  where: [T.where(mask, x, 0), pipe(mask, P.where(x, 0))],
  clip: [T.clip(x, { low: 0 }), pipe(x, P.clip({ low: 0 }))],
  cast: [T.cast(x, 'i32'), pipe(x, P.cast('i32'))],
  leakyRelu: [T.leakyRelu(x, { slope: 0.1 }), pipe(x, P.leakyRelu({ slope: 0.1 }))],
  elu: [T.elu(x), pipe(x, P.elu())],
  gelu: [T.gelu(x, { approximate: 'tanh' }), pipe(x, P.gelu({ approximate: 'tanh' }))],
  gather: [T.gather(x, places, 1), pipe(x, P.gather(places, 1))],
  sum: [T.sum(x, { axes: 1 }), pipe(x, P.sum({ axes: 1 }))],
  mean: [T.mean(x), pipe(x, P.mean())],
  max: [T.max(x, { axes: [0], keepDims: true }), pipe(x, P.max({ axes: [0], keepDims: true }))],
  min: [T.min(x, { axes: -1 }), pipe(x, P.min({ axes: -1 }))],
  any: [T.any(mask, { axes: 0 }), pipe(mask, P.any({ axes: 0 }))],
  all: [T.all(mask), pipe(mask, P.all())],
  argmax: [T.argmax(x, { axis: 1 }), pipe(x, P.argmax({ axis: 1 }))],
  argmin: [T.argmin(x), pipe(x, P.argmin())],
  logSumExp: [T.logSumExp(x, { axes: 1 }), pipe(x, P.logSumExp({ axes: 1 }))],
  softmax: [T.softmax(x, 0), pipe(x, P.softmax(0))],
  logSoftmax: [T.logSoftmax(x), pipe(x, P.logSoftmax())],
  variance: [T.variance(x, { correction: 1 }), pipe(x, P.variance({ correction: 1 }))],
  std: [T.std(x, { axes: 1 }), pipe(x, P.std({ axes: 1 }))],
  standardize: [T.standardize(x, { axes: 1 }), pipe(x, P.standardize({ axes: 1 }))],
  norm: [T.norm(x, { axes: 0 }), pipe(x, P.norm({ axes: 0 }))],
  matmul: [T.matmul(x, w), pipe(x, P.matmul(w))],
  dot: [T.dot(x, y), pipe(x, P.dot(y))],
  tensordot: [T.tensordot(x, w, 1), pipe(x, P.tensordot(w, 1))],
  einsum: [T.einsum('ij,jk->k', x, w), pipe(x, P.einsum('ij,jk->k', w))],
  reshape: [T.reshape(x, [3, -1]), pipe(x, P.reshape([3, -1]))],
  flatten: [T.flatten(clip, 1, 2), pipe(clip, P.flatten(1, 2))],
  squeeze: [T.squeeze(picture, 0), pipe(picture, P.squeeze(0))],
  expandDims: [T.expandDims(x, 1), pipe(x, P.expandDims(1))],
  broadcastTo: [T.broadcastTo(x, [4, 2, 3]), pipe(x, P.broadcastTo([4, 2, 3]))],
  ensureShape: [T.ensureShape(x, [2, 3]), pipe(x, P.ensureShape([2, 3]))],
  permute: [T.permute(line, [2, 0, 1]), pipe(line, P.permute([2, 0, 1]))],
  swapAxes: [T.swapAxes(line, 0, 2), pipe(line, P.swapAxes(0, 2))],
  moveAxis: [T.moveAxis(line, 0, 2), pipe(line, P.moveAxis(0, 2))],
  reverse: [T.reverse(x, 1), pipe(x, P.reverse(1))],
  concat: [T.concat([x, y], 1), pipe(x, P.concat([y], 1))],
  split: [T.split(x, [1, 2], 1), pipe(x, P.split([1, 2], 1))],
  tile: [T.tile(x, [1, 2]), pipe(x, P.tile([1, 2]))],
  slice: [T.slice(x, [null, [1, 3]]), pipe(x, P.slice([null, [1, 3]]))],
  index: [T.index(x, 2, 1), pipe(x, P.index(2, 1))],
  pad: [
    T.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      9,
    ),
    pipe(
      x,
      P.pad(
        [
          [1, 0],
          [0, 2],
        ],
        9,
      ),
    ),
  ],
  take: [T.take(x, places, 1), pipe(x, P.take(places, 1))],
  takeAlong: [
    T.takeAlong(x, T.tensor([[1], [2]], 'i32'), 1),
    pipe(x, P.takeAlong(T.tensor([[1], [2]], 'i32'), 1)),
  ],
  scatterAdd: [
    T.scatterAdd(x, places, T.zeros([2, 2]), 1),
    pipe(x, P.scatterAdd(places, T.zeros([2, 2]), 1)),
  ],
  oneHot: [T.oneHot(places, 3), pipe(places, P.oneHot(3))],
  argsort: [T.argsort(x, { axis: 0 }), pipe(x, P.argsort({ axis: 0 }))],
  sort: [T.sort(x, { descending: true }), pipe(x, P.sort({ descending: true }))],
  topK: [T.topK(x, 1, 0), pipe(x, P.topK(1, 0))],
  conv1d: [
    T.conv1d(line, T.zeros([3, 2, 4]), { stride: 2 }),
    pipe(line, P.conv1d(T.zeros([3, 2, 4]), { stride: 2 })),
  ],
  conv2d: [T.conv2d(picture, T.zeros([3, 3, 2, 4])), pipe(picture, P.conv2d(T.zeros([3, 3, 2, 4])))],
  conv3d: [
    T.conv3d(clip, T.zeros([3, 3, 3, 2, 4]), { padding: 1 }),
    pipe(clip, P.conv3d(T.zeros([3, 3, 3, 2, 4]), { padding: 1 })),
  ],
  maxPool1d: [T.maxPool1d(line, { window: 2 }), pipe(line, P.maxPool1d({ window: 2 }))],
  maxPool2d: [T.maxPool2d(picture, { window: 2 }), pipe(picture, P.maxPool2d({ window: 2 }))],
  maxPool3d: [T.maxPool3d(clip, { window: 2 }), pipe(clip, P.maxPool3d({ window: 2 }))],
  avgPool1d: [T.avgPool1d(line, { window: 2 }), pipe(line, P.avgPool1d({ window: 2 }))],
  avgPool2d: [
    T.avgPool2d(picture, { window: 3, padding: 'same' }),
    pipe(picture, P.avgPool2d({ window: 3, padding: 'same' })),
  ],
  avgPool3d: [T.avgPool3d(clip, { window: 2 }), pipe(clip, P.avgPool3d({ window: 2 }))],
  areaResize: [T.areaResize(picture, [2, 4]), pipe(picture, P.areaResize([2, 4]))],
  bilinearResize: [
    T.bilinearResize(picture, [2, 4], { antialias: true }),
    pipe(picture, P.bilinearResize([2, 4], { antialias: true })),
  ],
  upsample: [T.upsample(picture, 2), pipe(picture, P.upsample(2))],
  rearrange: [
    T.rearrange(x, 'a (b c) -> (a c) b', { c: 3 }),
    pipe(x, P.rearrange('a (b c) -> (a c) b', { c: 3 })),
  ],
  reduce: [T.reduce(x, 'a b -> b', 'max'), pipe(x, P.reduce('a b -> b', 'max'))],
  repeat: [T.repeat(x, 'a b -> a n b', { n: 2 }), pipe(x, P.repeat('a b -> a n b', { n: 2 }))],
  messages: [T.messages(x, 'spatial'), pipe(x, P.messages('spatial'))],
};

const data: { readonly [name: string]: unknown } = T;

describe('data last', () => {
  it.each(Object.entries(pairs))('%s is the same program as data first', (_, [first, last]) => {
    const [expected, got] = [flattenTensors(first), flattenTensors(last)];
    expect(got.structure).toEqual(expected.structure);
    expect(programOf(() => got.leaves)).toEqual(programOf(() => expected.leaves));
  });

  it('has a pair here for every op, or is the op itself', () => {
    const others = Object.entries(P).filter(([name, f]) => !(name in pairs) && f !== data[name]);
    expect(others.map(([name]) => name)).toEqual([]);
  });

  it('composes', () => {
    const z = pipe(x, P.matmul(w), P.relu, P.add(1), P.reshape([1, -1]), P.softmax());
    expect(z.shape).toEqual([1, 4]);
  });
});
