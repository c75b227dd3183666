/** The shape rules: types that compute the shape of an op's result, or the {@link ShapeError} that says what does not fit. */
export type { Axes, DimAt, InsertAxis, LastDim, RankOf, RemoveAxis, ReplaceAxis } from './axis.ts';
export type { BroadcastShape, BroadcastToShape, MergeShapes } from './broadcast.ts';
export type { ConcatShape, StackShape } from './concat.ts';
export type { ConvShape } from './conv.ts';
export type { Cell, Dim, Exact, IsSize, IsUnknown, MergeDims, Same, SameDim, Shape } from './dim.ts';
export type {
  AddDims,
  CeilDivideDims,
  DivideDims,
  MultiplyDims,
  OffsetDim,
  ProductDims,
} from './dim-arithmetic.ts';
export type { AxisSizes, RearrangeShape, ReduceShape, RepeatShape } from './einops.ts';
export type { EinsumShape } from './einsum.ts';
export type { Check, CheckBut, CheckFor, OnlyKeys, ShapeError, UnlessRankUnknown } from './error.ts';
export type { GatherShape, OneHotShape, ScatterAddShape, TakeAlongShape, TakeShape } from './gather.ts';
export type { MatmulShape } from './matmul.ts';
export type { ConvOptions, NoOptions, Padding, PerAxis, PoolOptions, SpatialRank } from './options.ts';
export type { PadShape, PadWidth } from './pad.ts';
export type { MoveAxisShape, PermuteShape, SwapAxesShape, TransposeShape } from './permute.ts';
export type { PoolShape } from './pool.ts';
export type {
  AlongAxisShape,
  ArgReduceByShape,
  ArgReductionShape,
  ReduceByShape,
  ReduceOptions,
  ReductionShape,
} from './reduction.ts';
export type { ReshapeShape } from './reshape.ts';
export type { ResizeShape, UpsampleShape } from './resize.ts';
export type { IndexShape, Range, SliceAxisShape, SliceShape } from './slice.ts';
export type { SplitShape } from './split.ts';
export type { ExpandDimsShape, FlattenShape, SqueezeShape } from './squeeze.ts';
export type { BatchedShape, ScannedShape, UnbatchedShape } from './vmap.ts';
