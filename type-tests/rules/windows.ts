import type {
  ConvShape,
  NoOptions,
  PoolShape,
  ResizeShape,
  Shape,
  ShapeError,
  UpsampleShape,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Convolutions = Hold<
  [
    Equal<ConvShape<[28, 28, 3], [5, 5, 3, 8], NoOptions, 2>, [24, 24, 8]>,
    Equal<
      ConvShape<['b', 224, 224, 3], [7, 7, 3, 64], { stride: 2; padding: 'same' }, 2>,
      ['b', 112, 112, 64]
    >,
    Equal<ConvShape<['b', 224, 224, 3], [7, 7, 3, 64], { stride: 2; padding: 3 }, 2>, ['b', 112, 112, 64]>,
    Equal<
      ConvShape<
        ['b', 32, 14, 14, 256],
        [3, 1, 1, 256, 64],
        { padding: readonly [readonly [1, 1], readonly [0, 0], readonly [0, 0]] },
        3
      >,
      ['b', 32, 14, 14, 64]
    >,
    Equal<
      ConvShape<
        ['b', 't', 32, 8, 14, 14, 4],
        [1, 3, 3, 4, 6],
        { stride: readonly [1, 2, 2]; padding: 'same' },
        3
      >,
      ['b', 't', 32, 8, 7, 7, 6]
    >,
    Equal<ConvShape<['b', 't', 256], [3, 256, 64], { padding: 1 }, 1>, ['b', 't', 64]>,
    Equal<ConvShape<['b', 't', 256], [3, 256, 64], NoOptions, 1>, ['b', number, 64]>,
    Equal<ConvShape<['b', 16, 256], [3, 256, 64], { dilation: 4 }, 1>, ['b', 8, 64]>,
    Equal<ConvShape<[14, 14, 64], [3, 3, 16, 128], { groups: 4; padding: 'same' }, 2>, [14, 14, 128]>,
    Equal<ConvShape<[14, number, 64], [3, 3, 64, 128], { padding: 1 }, 2>, [14, number, 128]>,
    Equal<ConvShape<[14, 14, number], [3, 3, 64, 128], { padding: 1 }, 2>, [14, 14, 128]>,
    Equal<
      ConvShape<[14, 14, 64], [3, 3, 64, 128], { stride?: number; padding: 1 }, 2>,
      [number, number, 128]
    >,
    Equal<ConvShape<Shape, [3, 3, 64, 128], NoOptions, 2>, Shape>,
    Equal<ConvShape<[14, 14, 64], Shape, NoOptions, 2>, Shape>,
    Equal<
      ConvShape<[14, 14, 64], [3, 3, 32, 128], NoOptions, 2>,
      ShapeError<'conv2d: channels differ', 64, 32>
    >,
    Equal<
      ConvShape<[14, 14, 64], [3, 3, 32, 128], { groups: 4 }, 2>,
      ShapeError<'conv2d: channels differ', 16, 32>
    >,
    Equal<
      ConvShape<[14, 14, 64], [3, 3, 32, 128], { groups: 3 }, 2>,
      ShapeError<'conv2d: groups do not divide the channels', 3, 64>
    >,
    Equal<
      ConvShape<[14, 14, 64], [3, 3, 16, 6], { groups: 4 }, 2>,
      ShapeError<'conv2d: groups do not divide the channels', 4, 6>
    >,
    Equal<
      ConvShape<[14, 5, 64], [7, 7, 64, 6], NoOptions, 2>,
      ShapeError<'conv2d: kernel is larger than the padded input', 7, 5>
    >,
    Equal<
      ConvShape<[14, 5, 64], [3, 3, 64, 6], { dilation: 4; padding: 1 }, 2>,
      ShapeError<'conv2d: kernel is larger than the padded input', 9, 7>
    >,
    Equal<
      ConvShape<[14, 64], [3, 3, 64, 6], NoOptions, 2>,
      ShapeError<'conv2d: the input has too few axes', [14, 64], [3, 3, 64, 6]>
    >,
    Equal<
      ConvShape<[14, 14, 64], [3, 64, 6], NoOptions, 2>,
      ShapeError<'conv2d: the kernel needs 2 axes and two for channels', 2, [3, 64, 6]>
    >,
  ]
>;

export type Pools = Hold<
  [
    Equal<PoolShape<['b', 112, 112, 64], { window: 3; stride: 2; padding: 'same' }, 2>, ['b', 56, 56, 64]>,
    Equal<PoolShape<['b', 112, 113, 64], { window: 2 }, 2>, ['b', 56, 56, 64]>,
    Equal<
      PoolShape<
        ['b', 32, 112, 112, 64],
        {
          window: readonly [1, 3, 3];
          stride: readonly [1, 2, 2];
          padding: readonly [readonly [0, 0], readonly [1, 1], readonly [1, 1]];
        },
        3
      >,
      ['b', 32, 56, 56, 64]
    >,
    Equal<
      PoolShape<['b', 7, 7, 64], { window: 8 }, 2, 'maxPool2d'>,
      ShapeError<'maxPool2d: kernel is larger than the padded input', 8, 7>
    >,
    Equal<ResizeShape<['b', 7, 7, 64], [14, 28], 'areaResize'>, ['b', 14, 28, 64]>,
    Equal<UpsampleShape<['b', 7, 'w', 64], 2>, ['b', 14, number, 64]>,
    Equal<
      ResizeShape<[7, 64], [14, 28], 'areaResize'>,
      ShapeError<'areaResize: the input has fewer than three axes', [7, 64], [14, 28]>
    >,
  ]
>;
