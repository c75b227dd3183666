import type {
  BroadcastShape,
  BroadcastToShape,
  MatmulShape,
  SameDim,
  Shape,
  ShapeError,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Dims = Hold<
  [
    Equal<SameDim<3, 3, unknown>, true>,
    Equal<SameDim<3, 4, unknown>, false>,
    Equal<SameDim<'b', 'b', unknown>, true>,
    Equal<SameDim<'b', 't', unknown>, false>,
    Equal<SameDim<'b', 3, unknown>, false>,
    Equal<SameDim<number, 3, unknown>, true>,
    Equal<SameDim<'b', number, unknown>, true>,
    Equal<SameDim<3, 3 | 4, unknown>, false>,
  ]
>;

export type Broadcasts = Hold<
  [
    Equal<BroadcastShape<[], []>, []>,
    Equal<BroadcastShape<[], [3]>, [3]>,
    Equal<BroadcastShape<['b', 14, 64], ['b', 14, 64]>, ['b', 14, 64]>,
    Equal<BroadcastShape<['b', 14, 64], [64]>, ['b', 14, 64]>,
    Equal<BroadcastShape<[64], ['b', 14, 64]>, ['b', 14, 64]>,
    Equal<BroadcastShape<['b', 14, 64], [14, 1]>, ['b', 14, 64]>,
    Equal<BroadcastShape<['b', 1], ['t']>, ['b', 't']>,
    Equal<BroadcastShape<['b'], [1]>, ['b']>,
    Equal<BroadcastShape<[number], [7]>, [7]>,
    Equal<BroadcastShape<[number], [1]>, [number]>,
    Equal<BroadcastShape<[number], ['b']>, [number]>,
    Equal<BroadcastShape<[number], [number]>, [number]>,
    Equal<BroadcastShape<readonly [2, 3], readonly [3]>, [2, 3]>,
    Equal<BroadcastShape<Shape, [3]>, Shape>,
    Equal<BroadcastShape<[2, 3], [4]>, ShapeError<'broadcast: shapes do not broadcast', [2, 3], [4]>>,
    Equal<BroadcastShape<['b'], [3], 'add'>, ShapeError<'add: shapes do not broadcast', ['b'], [3]>>,
    Equal<BroadcastShape<['b'], ['t'], 'mul'>, ShapeError<'mul: shapes do not broadcast', ['b'], ['t']>>,
    Equal<BroadcastToShape<[1, 3], ['b', 2, 3]>, ['b', 2, 3]>,
    Equal<BroadcastToShape<[2], [1]>, ShapeError<'broadcastTo: shape does not broadcast', [2], [1]>>,
    Equal<BroadcastToShape<[1, 2], [2]>, ShapeError<'broadcastTo: shape does not broadcast', [1, 2], [2]>>,
  ]
>;

export type Matmuls = Hold<
  [
    Equal<MatmulShape<[3, 4], [4, 5]>, [3, 5]>,
    Equal<MatmulShape<['b', 7, 512], [512, 64]>, ['b', 7, 64]>,
    Equal<MatmulShape<['b', 7, 512], ['b', 512, 64]>, ['b', 7, 64]>,
    Equal<MatmulShape<[2, 1, 7, 8], ['b', 8, 9]>, [2, 'b', 7, 9]>,
    Equal<MatmulShape<[7, 8], ['b', 8, 9]>, ['b', 7, 9]>,
    Equal<MatmulShape<[8], [8, 9]>, [9]>,
    Equal<MatmulShape<['b', 7, 8], [8]>, ['b', 7]>,
    Equal<MatmulShape<[8], [8]>, []>,
    Equal<MatmulShape<[3, number], [4, 5]>, [3, 5]>,
    Equal<MatmulShape<Shape, [4, 5]>, Shape>,
    Equal<MatmulShape<[3, 4], Shape>, Shape>,
    Equal<MatmulShape<[3, 4], [5, 6]>, ShapeError<'matmul: inner dimensions differ', 4, 5>>,
    Equal<MatmulShape<[2, 3, 4], [3, 4, 6]>, ShapeError<'matmul: shapes do not broadcast', [2], [3]>>,
    Equal<MatmulShape<[], [3, 4]>, ShapeError<'matmul: a scalar is not a matrix', [], [3, 4]>>,
  ]
>;
