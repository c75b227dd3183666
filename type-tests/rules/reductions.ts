import type {
  AlongAxisShape,
  ArgReductionShape,
  BatchedShape,
  OneHotShape,
  ReductionShape,
  ScannedShape,
  ScatterAddShape,
  Shape,
  ShapeError,
  TakeAlongShape,
  TakeShape,
  UnbatchedShape,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Reductions = Hold<
  [
    Equal<ReductionShape<['b', 14, 64]>, []>,
    Equal<ReductionShape<['b', 14, 64], undefined, true>, [1, 1, 1]>,
    Equal<ReductionShape<['b', 14, 64], 1>, ['b', 64]>,
    Equal<ReductionShape<['b', 14, 64], -1, true>, ['b', 14, 1]>,
    Equal<ReductionShape<['b', 14, 14, 64], [1, 2]>, ['b', 64]>,
    Equal<ReductionShape<['b', 14, 14, 64], readonly [-2, 1], true>, ['b', 1, 1, 64]>,
    Equal<ReductionShape<['b', 14], []>, ['b', 14]>,
    Equal<ReductionShape<['b', 14], number>, Shape>,
    Equal<ReductionShape<['b', 14], 0 | 1>, [14] | ['b']>,
    Equal<ReductionShape<Shape, 0>, Shape>,
    Equal<ReductionShape<['b', 14], 2, false, 'sum'>, ShapeError<'sum: axis out of range', 2, ['b', 14]>>,
    Equal<
      ReductionShape<['b', 14], [0, -3], false, 'mean'>,
      ShapeError<'mean: axis out of range', -3, ['b', 14]>
    >,
    Equal<
      ReductionShape<['b', 14], [0, -2], false, 'sum'>,
      ShapeError<'sum: an axis is repeated', -2, ['b', 14]>
    >,
    Equal<ArgReductionShape<['b', 10], -1>, ['b']>,
    Equal<ArgReductionShape<['b', 10], 3>, ShapeError<'argmax: axis out of range', 3, ['b', 10]>>,
    Equal<AlongAxisShape<['b', 10], -1, 'softmax'>, ['b', 10]>,
    Equal<AlongAxisShape<['b', 10], 2, 'softmax'>, ShapeError<'softmax: axis out of range', 2, ['b', 10]>>,
  ]
>;

export type Gathers = Hold<
  [
    Equal<TakeShape<['t', 14, 256], [90], 1>, ['t', 90, 256]>,
    Equal<TakeShape<['t', 14, 256], [], 1>, ['t', 256]>,
    Equal<TakeShape<['t', 14, 256], ['b', 3], -1>, ['t', 14, 'b', 3]>,
    Equal<TakeShape<['t', 14], [3], 2>, ShapeError<'take: axis out of range', 2, ['t', 14]>>,
    Equal<TakeAlongShape<['t', 14, 256], ['t', 3, 256], 1>, ['t', 3, 256]>,
    Equal<
      TakeAlongShape<['t', 14], ['b', 3], 1>,
      ShapeError<'takeAlong: shapes differ off the axis', ['t', 14], ['b', 3]>
    >,
    Equal<ScatterAddShape<['t', 14, 256], [90], ['t', 90, 256], 1>, ['t', 14, 256]>,
    Equal<
      ScatterAddShape<['t', 14], [90], ['t', 14], 1>,
      ShapeError<'scatterAdd: updates do not have the shape of what is taken', ['t', 90], ['t', 14]>
    >,
    Equal<OneHotShape<['b', 3], 10>, ['b', 3, 10]>,
  ]
>;

export type Transforms = Hold<
  [
    Equal<BatchedShape<[3, 4], 'b', 0>, ['b', 3, 4]>,
    Equal<BatchedShape<[3, 4], 'b', -1>, [3, 4, 'b']>,
    Equal<UnbatchedShape<['b', 3, 4]>, [3, 4]>,
    Equal<UnbatchedShape<['b', 3, 4], 3>, ShapeError<'vmap: axis out of range', 3, ['b', 3, 4]>>,
    Equal<ScannedShape<[3, 4], 't'>, ['t', 3, 4]>,
  ]
>;
