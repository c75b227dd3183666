import type {
  ConcatShape,
  ExpandDimsShape,
  FlattenShape,
  IndexShape,
  MoveAxisShape,
  PadShape,
  PermuteShape,
  ReshapeShape,
  Shape,
  ShapeError,
  SliceAxisShape,
  SliceShape,
  SplitShape,
  SqueezeShape,
  StackShape,
  SwapAxesShape,
  TransposeShape,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Reshapes = Hold<
  [
    Equal<ReshapeShape<[2, 3, 4], [6, 4]>, [6, 4]>,
    Equal<ReshapeShape<[2, 3, 4], [6, -1]>, [6, 4]>,
    Equal<ReshapeShape<[2, 3, 4], readonly [-1]>, [24]>,
    Equal<ReshapeShape<[], [1, 1]>, [1, 1]>,
    Equal<ReshapeShape<['batch', 14, 14, 64], ['batch', -1, 64]>, ['batch', 196, 64]>,
    Equal<ReshapeShape<['batch', 14, 14, 64], [-1, 196, 64]>, ['batch', 196, 64]>,
    Equal<ReshapeShape<['batch', 14], [-1]>, [number]>,
    Equal<ReshapeShape<['b', 't', 4], ['t', 2, 'b', 2]>, ['t', 2, 'b', 2]>,
    Equal<ReshapeShape<['b', 't', 4], [-1, 4]>, [number, 4]>,
    Equal<ReshapeShape<[number, 4], [2, 3]>, [2, 3]>,
    Equal<ReshapeShape<[number, 4], [-1, 3]>, [number, 3]>,
    Equal<ReshapeShape<[12], [number, 3]>, [number, 3]>,
    Equal<ReshapeShape<Shape, [2, -1]>, [2, number]>,
    Equal<ReshapeShape<[4, 8, 14, 14, 1024], [32, 196, 1024]>, [32, 196, 1024]>,
    Equal<ReshapeShape<[2, 3], [7]>, ShapeError<'reshape: element counts differ', [2, 3], [7]>>,
    Equal<ReshapeShape<['b', 3], [4, 3]>, ShapeError<'reshape: element counts differ', ['b', 3], [4, 3]>>,
    Equal<ReshapeShape<['b', 3], ['t', 3]>, ShapeError<'reshape: element counts differ', ['b', 3], ['t', 3]>>,
    Equal<
      ReshapeShape<[7, 3], [2, -1]>,
      ShapeError<'reshape: the count is not divisible by the other dimensions', [7, 3], [2, -1]>
    >,
    Equal<ReshapeShape<[8], [-1, -1]>, ShapeError<'reshape: only one dimension can be -1', [-1, -1], [8]>>,
  ]
>;

export type AxisMoves = Hold<
  [
    Equal<PermuteShape<['b', 14, 15, 3], [0, 3, 1, 2]>, ['b', 3, 14, 15]>,
    Equal<PermuteShape<['b', 14, 3], [-1, 0, 1]>, [3, 'b', 14]>,
    Equal<PermuteShape<Shape, [0, 1]>, Shape>,
    Equal<PermuteShape<[2, 3], [0, 0]>, ShapeError<'permute: an axis is repeated', [0, 0], [2, 3]>>,
    Equal<PermuteShape<[2, 3], [0, -2]>, ShapeError<'permute: an axis is repeated', [0, -2], [2, 3]>>,
    Equal<PermuteShape<[2, 3], [0, 2]>, ShapeError<'permute: axis out of range', 2, [2, 3]>>,
    Equal<
      PermuteShape<[2, 3], [0]>,
      ShapeError<'permute: one axis is needed for each dimension', [0], [2, 3]>
    >,
    Equal<TransposeShape<['b', 2, 3]>, ['b', 3, 2]>,
    Equal<TransposeShape<[2]>, ShapeError<'transpose: two axes are needed', 1, [2]>>,
    Equal<SwapAxesShape<[1, 2, 3, 4], 0, -1>, [4, 2, 3, 1]>,
    Equal<SwapAxesShape<[1, 2, 3, 4], 2, 1>, [1, 3, 2, 4]>,
    Equal<MoveAxisShape<[1, 2, 3, 4], 0, -1>, [2, 3, 4, 1]>,
    Equal<MoveAxisShape<[1, 2, 3, 4], 3, 1>, [1, 4, 2, 3]>,
    Equal<MoveAxisShape<[1, 2], 2, 1>, ShapeError<'moveAxis: axis out of range', 2, [1, 2]>>,
    Equal<SqueezeShape<['b', 1, 3], 1>, ['b', 3]>,
    Equal<
      SqueezeShape<['b', 1, 3], -1>,
      ShapeError<'squeeze: the axis does not have size 1', -1, ['b', 1, 3]>
    >,
    Equal<ExpandDimsShape<['b', 3], 0>, [1, 'b', 3]>,
    Equal<ExpandDimsShape<['b', 3], -1>, ['b', 3, 1]>,
    Equal<ExpandDimsShape<['b', 3], 2>, ['b', 3, 1]>,
    Equal<ExpandDimsShape<['b', 3], 3>, ShapeError<'expandDims: axis out of range', 3, ['b', 3]>>,
    Equal<ExpandDimsShape<['b', 3], number>, Shape>,
    Equal<ExpandDimsShape<['b', 3], 0 | 1>, [1, 'b', 3] | ['b', 1, 3]>,
    Equal<SqueezeShape<[1, 1, 3], 0 | 1>, [1, 3]>,
    Equal<FlattenShape<['b', 2, 3, 4], 1>, ['b', 24]>,
    Equal<FlattenShape<['b', 2, 3, 4], 1, -2>, ['b', 6, 4]>,
    Equal<FlattenShape<[2, 3]>, [6]>,
    Equal<
      FlattenShape<[2, 3, 4], 2, 1>,
      ShapeError<'flatten: the axes are in the wrong order', [2, 1], [2, 3, 4]>
    >,
  ]
>;

export type Joins = Hold<
  [
    Equal<ConcatShape<[['b', 3, 8], ['b', 4, 8]], 1>, ['b', 7, 8]>,
    Equal<ConcatShape<[['b', 3], ['b', 4], ['b', 5]], -1>, ['b', 12]>,
    Equal<ConcatShape<[['b', 3], ['t', 3]], 0>, [number, 3]>,
    Equal<ConcatShape<[[2, number], [3, 4]], 0>, [5, 4]>,
    Equal<ConcatShape<[2, 3][], 0>, [number, 3]>,
    Equal<ConcatShape<[Shape, [3, 4]], 0>, Shape>,
    Equal<ConcatShape<[[2, 3], [2, 4]], 0>, ShapeError<'concat: shapes differ off the axis', [2, 3], [2, 4]>>,
    Equal<
      ConcatShape<[[2, 3], [2, 3, 1]], 0>,
      ShapeError<'concat: shapes differ off the axis', [2, 3], [2, 3, 1]>
    >,
    Equal<ConcatShape<[[2, 3], [2, 3]], 2>, ShapeError<'concat: axis out of range', 2, [2, 3]>>,
    Equal<StackShape<[['b', 3], ['b', 3]], 0>, [2, 'b', 3]>,
    Equal<StackShape<[['b', 3], ['b', 3], ['b', number]], -1>, ['b', 3, 3]>,
    Equal<StackShape<['b', 3][], 0>, [number, 'b', 3]>,
    Equal<StackShape<[[2, 3], [2, 4]], 0>, ShapeError<'stack: shapes differ', [2, 3], [2, 4]>>,
    Equal<SplitShape<['b', 12], 3, 1>, [['b', 4], ['b', 4], ['b', 4]]>,
    Equal<SplitShape<['b', 12], readonly [5, 7], -1>, [['b', 5], ['b', 7]]>,
    Equal<SplitShape<['b', 12], 5, 1>, ShapeError<'split: the axis is not divisible', 12, 5>>,
    Equal<SplitShape<['b', 12], [5, 8], 1>, ShapeError<'split: the sizes do not add up to the axis', 13, 12>>,
  ]
>;

export type Slices = Hold<
  [
    Equal<SliceShape<[10, 'batch', 3], [[2, 8, 2], null]>, [3, 'batch', 3]>,
    Equal<SliceShape<[10], [[2, 9, 2]]>, [4]>,
    Equal<SliceShape<[10], [[-3, null]]>, [3]>,
    Equal<SliceShape<[10], [[1, -1]]>, [8]>,
    Equal<SliceShape<[10], [[null, null, 3]]>, [4]>,
    Equal<SliceShape<['t', 4], [[0, 3]]>, [3, 4]>,
    Equal<SliceShape<['t', 4], [[-3, -1]]>, [2, 4]>,
    Equal<SliceShape<['t', 4], [[-3, null]]>, [3, 4]>,
    Equal<SliceShape<['t', 4], [[1, null]]>, [number, 4]>,
    Equal<SliceShape<['t', 4], [[0, null]]>, ['t', 4]>,
    Equal<SliceShape<[10], [[number, null]]>, [number]>,
    Equal<SliceShape<[10], [[2, 11]]>, ShapeError<'slice: range outside the axis', [2, 11], 10>>,
    Equal<SliceShape<[10], [[-11, null]]>, ShapeError<'slice: range outside the axis', [-11, null], 10>>,
    Equal<SliceShape<[10], [[5, 5]]>, ShapeError<'slice: the range is empty', [5, 5], 10>>,
    Equal<SliceShape<[10], [[0, 5, 0]]>, ShapeError<'slice: the step is not positive', 0, 10>>,
    Equal<
      SliceShape<[10], [[0, 5], [0, 1]]>,
      ShapeError<'slice: more ranges than axes', [[0, 5], [0, 1]], [10]>
    >,
    Equal<SliceAxisShape<['b', 10, 3], 1, [0, 4]>, ['b', 4, 3]>,
    Equal<IndexShape<['b', 10, 3], 1, -1>, ['b', 3]>,
    Equal<IndexShape<['b', 10, 3], 1, number>, ['b', 3]>,
    Equal<IndexShape<['b', 10, 3], 1, 10>, ShapeError<'index: position outside the axis', 10, 10>>,
    Equal<IndexShape<['b', 10, 3], 1, -11>, ShapeError<'index: position outside the axis', -11, 10>>,
    Equal<PadShape<['batch', 14], [[0, 0], [1, 2]]>, ['batch', 17]>,
    Equal<PadShape<['batch', 14], [[1, 0], [0, 0]]>, [number, 14]>,
    Equal<
      PadShape<['batch', 14], [[1, 0]]>,
      ShapeError<'pad: one pair is needed for each axis', [[1, 0]], ['batch', 14]>
    >,
  ]
>;
