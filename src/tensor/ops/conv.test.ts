import { describe, expect, it } from 'vitest';
import {
  type Example,
  example,
  expectNumbers,
  type Index,
  indicesOf,
  numbersOf,
  sumOver,
} from '../../../property-tests/support/naive.ts';
import type { ConvOptions, Padding, PoolOptions, SpatialRank } from '../../shape-types/options.ts';
import type { AnyTensor } from '../tensor.ts';
import { zeros } from './constants.ts';
import { conv1d, conv2d, conv3d } from './conv.ts';
import { avgPool1d, avgPool2d, avgPool3d, maxPool1d, maxPool2d, maxPool3d } from './pool.ts';

type Options = ConvOptions<SpatialRank>;

/** What convolutions and pools have in common, for any rank. */
interface Sliding extends Omit<Options, 'stride'> {
  readonly stride?: number | Index;
}

const each = (option: number | Index | undefined, rank: number, otherwise: number): Index =>
  typeof option === 'object' ? option : new Array<number>(rank).fill(option ?? otherwise);

/** Cells in front and the number of windows, by the definitions of the paddings. */
const layout = (
  padding: Padding<SpatialRank> | undefined,
  axis: number,
  size: number,
  extent: number,
  stride: number,
) => {
  if (padding === 'same') {
    const count = Math.ceil(size / stride);
    const total = Math.max(0, (count - 1) * stride + extent - size);
    return { low: Math.floor(total / 2), count };
  }
  const [low, high] =
    typeof padding === 'number'
      ? [padding, padding]
      : typeof padding === 'object'
        ? (padding[axis] ?? [0, 0])
        : [0, 0];
  return { low, count: Math.floor((size + low + high - extent) / stride) + 1 };
};

interface Slide {
  readonly counts: Index;
  /** The input cell under cell `w` of the window at `o`. */
  readonly cell: (o: Index, w: Index) => Index;
  readonly inside: (cell: Index) => boolean;
}

const slide = (space: Index, window: Index, o: Sliding): Slide => {
  const [strides, dilations] = [each(o.stride, space.length, 1), each(o.dilation, space.length, 1)];
  const places = space.map((size, i) => {
    const [w = 1, stride = 1, dilation = 1] = [window[i], strides[i], dilations[i]];
    return { stride, dilation, size, ...layout(o.padding, i, size, (w - 1) * dilation + 1, stride) };
  });
  return {
    counts: places.map((p) => p.count),
    cell: (out, w) => places.map((p, i) => (out[i] ?? 0) * p.stride + (w[i] ?? 0) * p.dilation - p.low),
    inside: (cell) => cell.every((c, i) => c >= 0 && c < (space[i] ?? 0)),
  };
};

/** Calls an op with options of a rank that only the table below knows. */
const call = (op: (...args: never) => unknown, ...args: readonly unknown[]): AnyTensor =>
  Reflect.apply(op, undefined, args);

const convs = { 1: conv1d, 2: conv2d, 3: conv3d };

const naiveConv = async (rank: SpatialRank, x: Example, w: Example, o: Options): Promise<void> => {
  const lead = x.shape.slice(0, -1 - rank);
  const [own = 1, filters = 1] = w.shape.slice(rank);
  const { counts, cell, inside } = slide(x.shape.slice(-1 - rank, -1), w.shape.slice(0, rank), o);
  const perGroup = filters / (o.groups ?? 1);
  await expectNumbers(call(convs[rank], x.x, w.x, o), [...lead, ...counts, filters], (out) => {
    const [batch, position] = [out.slice(0, lead.length), out.slice(lead.length, -1)];
    const filter = out.at(-1) ?? 0;
    const first = Math.floor(filter / perGroup) * own;
    return sumOver(w.shape.slice(0, rank), (offset) => {
      const at = cell(position, offset);
      if (!inside(at)) return 0;
      return sumOver([own], ([c = 0]) => x.at([...batch, ...at, first + c]) * w.at([...offset, c, filter]));
    });
  });
};

describe('convolutions', () => {
  it.each<readonly [SpatialRank, Index, Index, Options]>([
    [1, [2, 7, 3], [3, 3, 4], {}],
    [1, [7, 3], [3, 3, 4], { stride: 2 }],
    [1, [2, 8, 3], [3, 3, 4], { stride: 2, padding: 'same' }],
    [1, [2, 8, 3], [4, 3, 2], { padding: 'same' }],
    [1, [2, 8, 4], [3, 2, 6], { groups: 2, padding: 1 }],
    [1, [2, 8, 4], [3, 1, 4], { groups: 4, dilation: 2 }],
    [1, [1, 1, 1], [1, 1, 1], {}],
    [1, [0, 4, 2], [2, 2, 3], {}],
    [1, [2, 4, 0], [2, 0, 3], {}],
    [2, [2, 5, 6, 2], [3, 2, 2, 3], {}],
    [2, [2, 2, 5, 6, 2], [3, 3, 2, 3], { stride: [2, 1], padding: 'same' }],
    [
      2,
      [5, 6, 2],
      [2, 3, 2, 3],
      {
        padding: [
          [0, 1],
          [2, 0],
        ],
        dilation: [1, 2],
      },
    ],
    [2, [1, 4, 4, 4], [3, 3, 2, 4], { groups: 2, padding: 'same', stride: 3 }],
    [3, [3, 4, 5, 2], [2, 3, 3, 2, 3], { padding: 'same' }],
    [
      3,
      [2, 3, 4, 4, 2],
      [1, 2, 2, 2, 2],
      {
        stride: [1, 2, 2],
        padding: [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
      },
    ],
  ])('conv%dd of %j with %j, %j', async (rank, x, w, options) => {
    await naiveConv(rank, example(x), example(w, 2), options);
  });

  it('say what does not fit', () => {
    const x = example([1, 8, 8, 4]).x;
    expect(() => conv2d(x, example([3, 3, 3, 8]).x)).toThrow(
      'conv2d: channels differ: f32[1,8,8,4] and f32[3,3,3,8]; expected 4 = 3',
    );
    expect(() => conv2d(x, example([3, 3, 4, 8]).x, { groups: 3 })).toThrow(
      /conv2d: 3 groups do not divide the channels/,
    );
    expect(() => conv2d(x, example([9, 3, 4, 8]).x)).toThrow(
      /conv2d: kernel is larger than the padded input.*9 ≤ 8/,
    );
    expect(() => conv2d(x, example([3, 4, 8]).x)).toThrow(
      /conv2d: the kernel needs 2 axes and two for channels/,
    );
    expect(() => conv2d(example([8, 4]).x, example([3, 3, 4, 8]).x)).toThrow(
      /conv2d: the input has too few axes/,
    );
    expect(() => conv2d(x, example([3, 3, 4, 8]).x, { stride: 0 })).toThrow(
      /conv2d: stride must be 2 whole number/,
    );
    expect(() => conv2d(x, example([3, 3, 4, 8]).x, { padding: -1 })).toThrow(
      /conv2d: padding must be whole numbers ≥ 0/,
    );
  });
});

const maxPools = { 1: maxPool1d, 2: maxPool2d, 3: maxPool3d };
const avgPools = { 1: avgPool1d, 2: avgPool2d, 3: avgPool3d };

describe('pools', () => {
  it.each<readonly [SpatialRank, Index, PoolOptions<SpatialRank>]>([
    [1, [2, 7, 3], { window: 2 }],
    [1, [7, 3], { window: 3, stride: 1, padding: 'same' }],
    [1, [2, 7, 3], { window: 2, dilation: 3 }],
    [1, [1, 1, 1], { window: 1 }],
    [1, [0, 4, 2], { window: 2 }],
    [2, [2, 6, 7, 3], { window: 2 }],
    [
      2,
      [2, 2, 6, 7, 3],
      {
        window: [3, 2],
        stride: [2, 1],
        padding: [
          [1, 1],
          [0, 1],
        ],
      },
    ],
    [2, [5, 5, 1], { window: 3, stride: 2, padding: 1 }],
    [3, [4, 6, 7, 2], { window: [1, 2, 3], padding: 'same' }],
  ])('%dd of %j, %j', async (rank, shape, options) => {
    const x = example(shape);
    const window = each(options.window, rank, 1);
    const lead = shape.slice(0, -1 - rank);
    const { counts, cell, inside } = slide(shape.slice(-1 - rank, -1), window, {
      stride: window,
      ...options,
    });
    const held = (out: Index): number[] =>
      indicesOf(window)
        .map((w) => cell(out.slice(lead.length, -1), w))
        .filter(inside)
        .map((at) => x.at([...out.slice(0, lead.length), ...at, out.at(-1) ?? 0]));
    const result = [...lead, ...counts, shape.at(-1) ?? 0];
    await expectNumbers(call(maxPools[rank], x.x, options), result, (out) => Math.max(...held(out)));
    await expectNumbers(
      call(avgPools[rank], x.x, options),
      result,
      (out) => held(out).reduce((a, b) => a + b, 0) / held(out).length,
    );
  });

  it('say what does not fit', async () => {
    const x = zeros([1, 4, 4, 1]);
    const wide: PoolOptions<2> = { window: 5 };
    expect(() => maxPool2d(x, wide)).toThrow(/maxPool2d: kernel is larger than the padded input/);
    expect(() => maxPool2d(x, { window: 2, padding: 2 })).toThrow(
      /maxPool2d: padding \(2, 2\) makes windows that hold no element/,
    );
    expect((await numbersOf(avgPool2d(x, { window: 4 }))).shape).toEqual([1, 1, 1, 1]);
  });
});
