/**
 * Inside generic code rules over `[B, T, 14, 14, 1024]` are decided, not deferred: these statements hold before anyone
 * says what `B`, `T` and `D` are.
 */
import type {
  BroadcastShape, Check, ConcatShape, ConvShape, Dim, EinsumShape, ExpandDimsShape, IndexShape, MatmulShape, PadShape, PermuteShape,
  PoolShape, RearrangeShape, ReduceShape, ReductionShape, RepeatShape, ReshapeShape, ShapeError, SliceShape, SplitShape, StackShape,
  TakeShape, TransposeShape, UnbatchedShape,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Abstract<B extends Dim, T extends Dim, D extends Dim> = Hold<[
  Equal<BroadcastShape<[B, T, D], [B, T, D]>, [B, T, D]>,
  Equal<BroadcastShape<[B, T, D], [D]>, [B, T, D]>,
  Equal<BroadcastShape<[B, T, D], [T, 1]>, [B, T, D]>,
  Equal<BroadcastShape<[1, T, 1], [B, 1, D]>, [B, T, D]>,
  Equal<BroadcastShape<[B, D], [3], 'add'>, ShapeError<'add: shapes do not broadcast', [B, D], [3]>>,
  Equal<MatmulShape<[B, T, D], [D, 64]>, [B, T, 64]>,
  Equal<MatmulShape<[B, T, D], [B, D, 64]>, [B, T, 64]>,
  Equal<MatmulShape<[B, T, D], [3, 64]>, ShapeError<'matmul: inner dimensions differ', D, 3>>,
  Equal<EinsumShape<'b t d, d e -> b t e', [[B, T, D], [D, 64]]>, [B, T, 64]>,
  Equal<RearrangeShape<'b t h w c -> b t (h w) c', [B, T, 14, 14, D]>, [B, T, 196, D]>,
  Equal<RearrangeShape<'b t c -> (b t) c', [B, T, D]>, [number, D]>,
  Equal<RearrangeShape<'b t (h w) c -> b t h w c', [B, T, 196, D], { h: 14 }>, [B, T, 14, 14, D]>,
  Equal<ReduceShape<'b t h w c -> b t c', [B, T, 14, 14, D]>, [B, T, D]>,
  Equal<RepeatShape<'b d -> b n d', [B, D], { n: 3 }>, [B, 3, D]>,
  Equal<ConvShape<[B, T, 14, 14, D], [3, 3, D, 64], { padding: 'same' }, 2>, [B, T, 14, 14, 64]>,
  Equal<ConvShape<[B, T, 14, 14, D], [3, 3, D, 64], { stride: 2 }, 2>, [B, T, 6, 6, 64]>,
  Equal<ConvShape<[B, T, D], [3, D, 64], { padding: 1 }, 1>, [B, T, 64]>,
  Equal<ConvShape<[B, T, D], [3, D, 64], { stride: 2 }, 1>, [B, number, 64]>,
  Equal<PoolShape<[B, T, 14, 14, D], { window: 2 }, 2>, [B, T, 7, 7, D]>,
  Equal<ReshapeShape<[B, T, 14, 14, 64], [B, T, -1, 64]>, [B, T, 196, 64]>,
  Equal<ReshapeShape<[B, 14, 14, 64], [-1, 196, 64]>, [B, 196, 64]>,
  Equal<PermuteShape<[B, T, 14, D], [0, 3, 1, 2]>, [B, D, T, 14]>,
  Equal<TransposeShape<[B, T, D]>, [B, D, T]>,
  Equal<ExpandDimsShape<[B, T], 1>, [B, 1, T]>,
  Equal<ConcatShape<[[B, T, 3], [B, T, 4]], 2>, [B, T, 7]>,
  Equal<ConcatShape<[[B, T, D], [B, T, D]], -1>, [B, T, number]>,
  Equal<StackShape<[[B, D], [B, D]], 1>, [B, 2, D]>,
  Equal<SplitShape<[B, T, 8], 2, -1>, [[B, T, 4], [B, T, 4]]>,
  Equal<ReductionShape<[B, T, 14, 14, D], [2, 3]>, [B, T, D]>,
  Equal<ReductionShape<[B, T, D], -1, true>, [B, T, 1]>,
  Equal<SliceShape<[B, T, 14], [null, [0, 1], [2, 4]]>, [B, 1, 2]>,
  Equal<IndexShape<[B, T, 14], 1, 0>, [B, 14]>,
  Equal<PadShape<[B, 14, D], [[0, 0], [1, 1], [0, 0]]>, [B, 16, D]>,
  Equal<TakeShape<[B, 14, D], [90], 1>, [B, 90, D]>,
  Equal<UnbatchedShape<[B, T, D], 1>, [B, D]>,
  Equal<Check<MatmulShape<[B, T, D], [D, 64]>>, unknown>,
]>;
