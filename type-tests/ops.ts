/**
 * The signatures of the public ops, without the ops: what the type tests are run against until the real ops are here.
 *
 * Data first: `conv2d(x, w, options)`. Data last, for `pipe`: `P.conv2d(w, options)`, a callable interface.
 * The check of a rule stands at the argument the rule blames.
 */
import type {
  AlongAxisShape,
  ArgReduceByShape,
  AxisSizes,
  BroadcastShape,
  BroadcastToShape,
  Check,
  CheckBut,
  CheckFor,
  ConcatShape,
  ConvOptions,
  ConvShape,
  EinsumShape,
  ExpandDimsShape,
  FlattenShape,
  IndexShape,
  MatmulShape,
  MoveAxisShape,
  NoOptions,
  OneHotShape,
  OnlyKeys,
  PadShape,
  PadWidth,
  PermuteShape,
  PoolOptions,
  PoolShape,
  Range,
  RearrangeShape,
  ReduceByShape,
  ReduceOptions,
  ReduceShape,
  RepeatShape,
  ReshapeShape,
  ResizeShape,
  ScatterAddShape,
  Shape,
  ShapeError,
  SliceShape,
  SplitShape,
  SqueezeShape,
  StackShape,
  SwapAxesShape,
  TakeAlongShape,
  TakeShape,
  TransposeShape,
  UpsampleShape,
} from '../src/shape-types/index.ts';
import type { DType } from '../src/tensor/dtype.ts';
import type { Result } from '../src/tensor/result.ts';
import type { AnyTensor, Tensor } from '../src/tensor/tensor.ts';

export type { Dim, Shape } from '../src/shape-types/index.ts';
export type { Tensor };

/** Dtypes with arithmetic. */
export type Numeric = 'f32' | 'i32';

/** Literal dimensions, as in `zeros(['batch', 3])`. */
export type Dims = readonly (number | string)[];

/** A list of tensors of one dtype, by their shapes. */
type Tensors<Shapes extends readonly Shape[], D extends DType> = {
  readonly [I in keyof Shapes]: Tensor<Shapes[I], D>;
};

/** The shapes of a list of tensors. */
type ShapesOf<L extends readonly AnyTensor[]> = {
  -readonly [I in keyof L]: L[I] extends Tensor<infer S, DType> ? S : never;
};

/** The dtype of a list of tensors: that of the first. */
type DTypeOf<L extends readonly AnyTensor[]> = L extends readonly [
  infer First extends AnyTensor,
  ...unknown[],
]
  ? First['dtype']
  : L[number]['dtype'];

/** Nothing when all dtypes are that of the first. */
type OneDType<L extends readonly AnyTensor[], Op extends string> = [L[number]['dtype']] extends [DTypeOf<L>]
  ? unknown
  : ShapeError<`${Op}: dtypes differ`, DTypeOf<L>, L[number]['dtype']>;

/** The tensors of a list of shapes. */
type Results<R, D extends DType> =
  // biome-ignore lint/suspicious/noExplicitAny: after an error everything is accepted, see Result
  R extends ShapeError<string> ? any : { [I in keyof R]: Result<R[I], D> };

// Elementwise

export type Unary = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

export declare const relu: Unary;
export declare const exp: Unary;
export declare const log: Unary;
export declare const tanh: Unary;
export declare const sigmoid: Unary;
export declare const sqrt: Unary;

export declare function neg<S extends Shape, D extends Numeric>(x: Tensor<S, D>): Tensor<S, D>;
export declare function cast<S extends Shape, const To extends DType>(
  x: Tensor<S, DType>,
  dtype: To,
): Tensor<S, To>;

export declare function add<A extends Shape, B extends Shape, D extends Numeric>(
  a: Tensor<A, D>,
  b: Tensor<B, NoInfer<D>> & Check<BroadcastShape<A, B, 'add'>>,
): Result<BroadcastShape<A, B, 'add'>, D>;
export declare function sub<A extends Shape, B extends Shape, D extends Numeric>(
  a: Tensor<A, D>,
  b: Tensor<B, NoInfer<D>> & Check<BroadcastShape<A, B, 'sub'>>,
): Result<BroadcastShape<A, B, 'sub'>, D>;
export declare function mul<A extends Shape, B extends Shape, D extends Numeric>(
  a: Tensor<A, D>,
  b: Tensor<B, NoInfer<D>> & Check<BroadcastShape<A, B, 'mul'>>,
): Result<BroadcastShape<A, B, 'mul'>, D>;
export declare function div<A extends Shape, B extends Shape, D extends Numeric>(
  a: Tensor<A, D>,
  b: Tensor<B, NoInfer<D>> & Check<BroadcastShape<A, B, 'div'>>,
): Result<BroadcastShape<A, B, 'div'>, D>;
export declare function less<A extends Shape, B extends Shape, D extends Numeric>(
  a: Tensor<A, D>,
  b: Tensor<B, NoInfer<D>> & Check<BroadcastShape<A, B, 'less'>>,
): Result<BroadcastShape<A, B, 'less'>, 'bool'>;
export declare function where<C extends Shape, A extends Shape, B extends Shape, D extends DType>(
  condition: Tensor<C, 'bool'>,
  a: Tensor<A, D> & Check<BroadcastShape<C, A, 'where'>>,
  b: Tensor<B, NoInfer<D>> & Check<WhereShape<C, A, B>>,
): Result<WhereShape<C, A, B>, D>;

type WhereShape<C extends Shape, A extends Shape, B extends Shape> =
  BroadcastShape<C, A, 'where'> extends infer CA extends Shape ? BroadcastShape<CA, B, 'where'> : [];

// Products

export declare function matmul<A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Tensor<B> & Check<MatmulShape<A, B>>,
): Result<MatmulShape<A, B>>;

export declare function einsum<const Pattern extends string, const Shapes extends readonly Shape[]>(
  pattern: Pattern & Check<EinsumShape<Pattern, Shapes>>,
  ...operands: Tensors<Shapes, 'f32'>
): Result<EinsumShape<Pattern, Shapes>>;

// Layout

export declare function reshape<S extends Shape, const To extends Dims, D extends DType>(
  x: Tensor<S, D>,
  to: To & Check<ReshapeShape<S, To>>,
): Result<ReshapeShape<S, To>, D>;
export declare function flatten<
  S extends Shape,
  D extends DType,
  const From extends number = 0,
  const To extends number = -1,
>(
  x: Tensor<S, D>,
  from?: From & Check<FlattenShape<S, From, To>>,
  to?: To,
): Result<FlattenShape<S, From, To>, D>;
export declare function rearrange<
  S extends Shape,
  const Pattern extends string,
  D extends DType,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S, D>,
  pattern: Pattern & Check<RearrangeShape<Pattern, S, Sizes>>,
  sizes?: Sizes,
): Result<RearrangeShape<Pattern, S, Sizes>, D>;
export declare function reduce<
  S extends Shape,
  const Pattern extends string,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S>,
  pattern: Pattern & Check<ReduceShape<Pattern, S, Sizes>>,
  by: 'sum' | 'mean' | 'max' | 'min',
  sizes?: Sizes,
): Result<ReduceShape<Pattern, S, Sizes>>;
export declare function repeat<
  S extends Shape,
  const Pattern extends string,
  D extends DType,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S, D>,
  pattern: Pattern & Check<RepeatShape<Pattern, S, Sizes>>,
  sizes?: Sizes,
): Result<RepeatShape<Pattern, S, Sizes>, D>;
export declare function permute<S extends Shape, const Axes extends readonly number[], D extends DType>(
  x: Tensor<S, D>,
  axes: Axes & Check<PermuteShape<S, Axes>>,
): Result<PermuteShape<S, Axes>, D>;
export declare function transpose<S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<TransposeShape<S>>,
): Result<TransposeShape<S>, D>;
export declare function swapAxes<
  S extends Shape,
  const A extends number,
  const B extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  a: A & Check<SwapAxesShape<S, A, A>>,
  b: B & Check<SwapAxesShape<S, B, B>>,
): Result<SwapAxesShape<S, A, B>, D>;
export declare function moveAxis<
  S extends Shape,
  const From extends number,
  const To extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  from: From & Check<MoveAxisShape<S, From, 0>>,
  to: To & Check<MoveAxisShape<S, 0, To>>,
): Result<MoveAxisShape<S, From, To>, D>;
export declare function squeeze<S extends Shape, const Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  axis: Axis & Check<SqueezeShape<S, Axis>>,
): Result<SqueezeShape<S, Axis>, D>;
export declare function expandDims<S extends Shape, const Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  axis: Axis & Check<ExpandDimsShape<S, Axis>>,
): Result<ExpandDimsShape<S, Axis>, D>;
export declare function broadcastTo<S extends Shape, const To extends Dims, D extends DType>(
  x: Tensor<S, D>,
  to: To & Check<BroadcastToShape<S, To>>,
): Result<BroadcastToShape<S, To>, D>;

// Joining and cutting

export declare function concat<const L extends readonly AnyTensor[], const Axis extends number>(
  tensors: L & CheckBut<ConcatShape<ShapesOf<L>, Axis>, 'concat: axis out of range'> & OneDType<L, 'concat'>,
  axis: Axis & CheckFor<ConcatShape<ShapesOf<L>, Axis>, 'concat: axis out of range'>,
): Result<ConcatShape<ShapesOf<L>, Axis>, DTypeOf<L>>;
export declare function stack<const L extends readonly AnyTensor[], const Axis extends number>(
  tensors: L & CheckBut<StackShape<ShapesOf<L>, Axis>, 'stack: axis out of range'> & OneDType<L, 'stack'>,
  axis: Axis & CheckFor<StackShape<ShapesOf<L>, Axis>, 'stack: axis out of range'>,
): Result<StackShape<ShapesOf<L>, Axis>, DTypeOf<L>>;
export declare function split<
  S extends Shape,
  const Parts extends number | readonly number[],
  const Axis extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  parts: Parts & CheckBut<SplitShape<S, Parts, Axis>, 'split: axis out of range'>,
  axis: Axis & CheckFor<SplitShape<S, Parts, Axis>, 'split: axis out of range'>,
): Results<SplitShape<S, Parts, Axis>, D>;
export declare function slice<
  S extends Shape,
  const Ranges extends readonly (Range | null)[],
  D extends DType,
>(x: Tensor<S, D>, ranges: Ranges & Check<SliceShape<S, Ranges>>): Result<SliceShape<S, Ranges>, D>;
export declare function index<
  S extends Shape,
  const Axis extends number,
  const I extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  axis: Axis & CheckFor<IndexShape<S, Axis, I>, 'index: axis out of range'>,
  position: I & CheckBut<IndexShape<S, Axis, I>, 'index: axis out of range'>,
): Result<IndexShape<S, Axis, I>, D>;
export declare function pad<S extends Shape, const Widths extends readonly PadWidth[], D extends DType>(
  x: Tensor<S, D>,
  widths: Widths & Check<PadShape<S, Widths>>,
  value?: number,
): Result<PadShape<S, Widths>, D>;

// Indices

export declare function take<S extends Shape, I extends Shape, const Axis extends number, D extends DType>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'>,
  axis: Axis & Check<TakeShape<S, I, Axis>>,
): Result<TakeShape<S, I, Axis>, D>;
export declare function takeAlong<
  S extends Shape,
  I extends Shape,
  const Axis extends number,
  D extends DType,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, 'i32'> & CheckBut<TakeAlongShape<S, I, Axis>, 'takeAlong: axis out of range'>,
  axis: Axis & CheckFor<TakeAlongShape<S, I, Axis>, 'takeAlong: axis out of range'>,
): Result<TakeAlongShape<S, I, Axis>, D>;
export declare function scatterAdd<
  S extends Shape,
  I extends Shape,
  U extends Shape,
  const Axis extends number,
>(
  x: Tensor<S>,
  indices: Tensor<I, 'i32'>,
  updates: Tensor<U> & CheckBut<ScatterAddShape<S, I, U, Axis>, 'scatterAdd: axis out of range'>,
  axis: Axis & CheckFor<ScatterAddShape<S, I, U, Axis>, 'scatterAdd: axis out of range'>,
): Result<ScatterAddShape<S, I, U, Axis>>;
export declare function oneHot<I extends Shape, const Depth extends number>(
  indices: Tensor<I, 'i32'>,
  depth: Depth,
): Tensor<OneHotShape<I, Depth>>;

// Reductions

export declare function sum<S extends Shape, D extends Numeric, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ReduceByShape<S, O, 'sum'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'sum'>, D>;
export declare function mean<S extends Shape, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S>,
  options?: O & Check<ReduceByShape<S, O, 'mean'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'mean'>>;
export declare function max<S extends Shape, D extends Numeric, const O extends ReduceOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ReduceByShape<S, O, 'max'>> & OnlyKeys<O, ReduceOptions>,
): Result<ReduceByShape<S, O, 'max'>, D>;

/** Options of a search along one axis. */
export interface ArgOptions {
  readonly axis?: number;
  readonly keepDims?: boolean;
}

export declare function argmax<S extends Shape, D extends Numeric, const O extends ArgOptions = NoOptions>(
  x: Tensor<S, D>,
  options?: O & Check<ArgReduceByShape<S, O, 'argmax'>> & OnlyKeys<O, ArgOptions>,
): Result<ArgReduceByShape<S, O, 'argmax'>, 'i32'>;
export declare function softmax<S extends Shape, const Axis extends number>(
  x: Tensor<S>,
  axis: Axis & Check<AlongAxisShape<S, Axis, 'softmax'>>,
): Result<AlongAxisShape<S, Axis, 'softmax'>>;

// Windows

export declare function conv1d<X extends Shape, W extends Shape, const O extends ConvOptions<1> = NoOptions>(
  x: Tensor<X>,
  w: Tensor<W> & Check<ConvShape<X, W, O, 1>>,
  options?: O & OnlyKeys<O, ConvOptions<1>>,
): Result<ConvShape<X, W, O, 1>>;
export declare function conv2d<X extends Shape, W extends Shape, const O extends ConvOptions<2> = NoOptions>(
  x: Tensor<X>,
  w: Tensor<W> & Check<ConvShape<X, W, O, 2>>,
  options?: O & OnlyKeys<O, ConvOptions<2>>,
): Result<ConvShape<X, W, O, 2>>;
export declare function conv3d<X extends Shape, W extends Shape, const O extends ConvOptions<3> = NoOptions>(
  x: Tensor<X>,
  w: Tensor<W> & Check<ConvShape<X, W, O, 3>>,
  options?: O & OnlyKeys<O, ConvOptions<3>>,
): Result<ConvShape<X, W, O, 3>>;
export declare function maxPool1d<X extends Shape, const O extends PoolOptions<1>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 1, 'maxPool1d'>> & OnlyKeys<O, PoolOptions<1>>,
): Result<PoolShape<X, O, 1, 'maxPool1d'>>;
export declare function maxPool2d<X extends Shape, const O extends PoolOptions<2>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 2, 'maxPool2d'>> & OnlyKeys<O, PoolOptions<2>>,
): Result<PoolShape<X, O, 2, 'maxPool2d'>>;
export declare function maxPool3d<X extends Shape, const O extends PoolOptions<3>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 3, 'maxPool3d'>> & OnlyKeys<O, PoolOptions<3>>,
): Result<PoolShape<X, O, 3, 'maxPool3d'>>;
export declare function avgPool2d<X extends Shape, const O extends PoolOptions<2>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 2, 'avgPool2d'>> & OnlyKeys<O, PoolOptions<2>>,
): Result<PoolShape<X, O, 2, 'avgPool2d'>>;
export declare function avgPool3d<X extends Shape, const O extends PoolOptions<3>>(
  x: Tensor<X>,
  options: O & Check<PoolShape<X, O, 3, 'avgPool3d'>> & OnlyKeys<O, PoolOptions<3>>,
): Result<PoolShape<X, O, 3, 'avgPool3d'>>;
export declare function resize<X extends Shape, const To extends readonly [number, number]>(
  x: Tensor<X>,
  to: To & Check<ResizeShape<X, To>>,
): Result<ResizeShape<X, To>>;
export declare function upsample<X extends Shape, const Factor extends number>(
  x: Tensor<X>,
  factor: Factor & Check<UpsampleShape<X, Factor>>,
): Result<UpsampleShape<X, Factor>>;

/**
 * The same ops with the tensor last, for `pipe(x, P.conv3d(w, { stride: 2 }), P.relu)`. Each gives a callable interface
 * named after the op, so that messages say `Conv3d<[3, 3, 3, 64, 64], { stride: 2 }>` and not the whole signature.
 */
export declare namespace P {
  export { exp, log, neg, relu, sigmoid, sqrt, tanh, transpose };

  export type Add<B extends Shape, D extends DType> = <A extends Shape, R = BroadcastShape<A, B, 'add'>>(
    x: Tensor<A, D> & Check<R>,
  ) => Result<R, D>;
  export type Sub<B extends Shape, D extends DType> = <A extends Shape, R = BroadcastShape<A, B, 'sub'>>(
    x: Tensor<A, D> & Check<R>,
  ) => Result<R, D>;
  export type Mul<B extends Shape, D extends DType> = <A extends Shape, R = BroadcastShape<A, B, 'mul'>>(
    x: Tensor<A, D> & Check<R>,
  ) => Result<R, D>;
  export type Div<B extends Shape, D extends DType> = <A extends Shape, R = BroadcastShape<A, B, 'div'>>(
    x: Tensor<A, D> & Check<R>,
  ) => Result<R, D>;
  export function add<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Add<B, D>;
  export function sub<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Sub<B, D>;
  export function mul<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Mul<B, D>;
  export function div<B extends Shape, D extends Numeric>(b: Tensor<B, D>): Div<B, D>;

  export type Matmul<B extends Shape> = <A extends Shape, R = MatmulShape<A, B>>(
    x: Tensor<A> & Check<R>,
  ) => Result<R>;
  export function matmul<B extends Shape>(b: Tensor<B>): Matmul<B>;

  export type Reshape<To extends Shape> = <S extends Shape, D extends DType, R = ReshapeShape<S, To>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function reshape<const To extends Dims>(to: To): Reshape<To>;

  export type Flatten<From extends number, To extends number> = <
    S extends Shape,
    D extends DType,
    R = FlattenShape<S, From, To>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function flatten<const From extends number = 0, const To extends number = -1>(
    from?: From,
    to?: To,
  ): Flatten<From, To>;

  export type Rearrange<Pattern extends string, Sizes> = <
    S extends Shape,
    D extends DType,
    R = RearrangeShape<Pattern, S, Sizes>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function rearrange<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
    pattern: Pattern,
    sizes?: Sizes,
  ): Rearrange<Pattern, Sizes>;

  export type Reduce<Pattern extends string, Sizes> = <S extends Shape, R = ReduceShape<Pattern, S, Sizes>>(
    x: Tensor<S> & Check<R>,
  ) => Result<R>;
  export function reduce<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
    pattern: Pattern,
    by: 'sum' | 'mean' | 'max' | 'min',
    sizes?: Sizes,
  ): Reduce<Pattern, Sizes>;

  export type Repeat<Pattern extends string, Sizes> = <
    S extends Shape,
    D extends DType,
    R = RepeatShape<Pattern, S, Sizes>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function repeat<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
    pattern: Pattern,
    sizes?: Sizes,
  ): Repeat<Pattern, Sizes>;

  export type Permute<Axes extends readonly number[]> = <
    S extends Shape,
    D extends DType,
    R = PermuteShape<S, Axes>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function permute<const Axes extends readonly number[]>(axes: Axes): Permute<Axes>;

  export type SwapAxes<A extends number, B extends number> = <
    S extends Shape,
    D extends DType,
    R = SwapAxesShape<S, A, B>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function swapAxes<const A extends number, const B extends number>(a: A, b: B): SwapAxes<A, B>;

  export type MoveAxis<From extends number, To extends number> = <
    S extends Shape,
    D extends DType,
    R = MoveAxisShape<S, From, To>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function moveAxis<const From extends number, const To extends number>(
    from: From,
    to: To,
  ): MoveAxis<From, To>;

  export type Squeeze<Axis extends number> = <S extends Shape, D extends DType, R = SqueezeShape<S, Axis>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function squeeze<const Axis extends number>(axis: Axis): Squeeze<Axis>;

  export type ExpandDims<Axis extends number> = <
    S extends Shape,
    D extends DType,
    R = ExpandDimsShape<S, Axis>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function expandDims<const Axis extends number>(axis: Axis): ExpandDims<Axis>;

  export type BroadcastTo<To extends Shape> = <S extends Shape, D extends DType, R = BroadcastToShape<S, To>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function broadcastTo<const To extends Dims>(to: To): BroadcastTo<To>;

  export type Split<Parts extends number | readonly number[], Axis extends number> = <
    S extends Shape,
    D extends DType,
    R = SplitShape<S, Parts, Axis>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Results<R, D>;
  export function split<const Parts extends number | readonly number[], const Axis extends number>(
    parts: Parts,
    axis: Axis,
  ): Split<Parts, Axis>;

  export type Slice<Ranges extends readonly (Range | null)[]> = <
    S extends Shape,
    D extends DType,
    R = SliceShape<S, Ranges>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function slice<const Ranges extends readonly (Range | null)[]>(ranges: Ranges): Slice<Ranges>;

  export type Index<Axis extends number, I extends number> = <
    S extends Shape,
    D extends DType,
    R = IndexShape<S, Axis, I>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function index<const Axis extends number, const I extends number>(
    axis: Axis,
    position: I,
  ): Index<Axis, I>;

  export type Pad<Widths extends readonly PadWidth[]> = <
    S extends Shape,
    D extends DType,
    R = PadShape<S, Widths>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function pad<const Widths extends readonly PadWidth[]>(widths: Widths, value?: number): Pad<Widths>;

  export type Take<I extends Shape, Axis extends number> = <
    S extends Shape,
    D extends DType,
    R = TakeShape<S, I, Axis>,
  >(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export function take<I extends Shape, const Axis extends number>(
    indices: Tensor<I, 'i32'>,
    axis: Axis,
  ): Take<I, Axis>;

  export type Sum<O> = <S extends Shape, D extends Numeric, R = ReduceByShape<S, O, 'sum'>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export type Mean<O> = <S extends Shape, R = ReduceByShape<S, O, 'mean'>>(
    x: Tensor<S> & Check<R>,
  ) => Result<R>;
  export type Max<O> = <S extends Shape, D extends Numeric, R = ReduceByShape<S, O, 'max'>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, D>;
  export type Argmax<O> = <S extends Shape, D extends Numeric, R = ArgReduceByShape<S, O, 'argmax'>>(
    x: Tensor<S, D> & Check<R>,
  ) => Result<R, 'i32'>;
  export type Softmax<Axis extends number> = <S extends Shape, R = AlongAxisShape<S, Axis, 'softmax'>>(
    x: Tensor<S> & Check<R>,
  ) => Result<R>;
  export function sum<const O extends ReduceOptions = NoOptions>(
    options?: O & OnlyKeys<O, ReduceOptions>,
  ): Sum<O>;
  export function mean<const O extends ReduceOptions = NoOptions>(
    options?: O & OnlyKeys<O, ReduceOptions>,
  ): Mean<O>;
  export function max<const O extends ReduceOptions = NoOptions>(
    options?: O & OnlyKeys<O, ReduceOptions>,
  ): Max<O>;
  export function argmax<const O extends ArgOptions = NoOptions>(
    options?: O & OnlyKeys<O, ArgOptions>,
  ): Argmax<O>;
  export function softmax<const Axis extends number>(axis: Axis): Softmax<Axis>;

  export type Conv1d<W extends Shape, O> = <X extends Shape, R = ConvShape<X, W, O, 1>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type Conv2d<W extends Shape, O> = <X extends Shape, R = ConvShape<X, W, O, 2>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type Conv3d<W extends Shape, O> = <X extends Shape, R = ConvShape<X, W, O, 3>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export function conv1d<W extends Shape, const O extends ConvOptions<1> = NoOptions>(
    w: Tensor<W>,
    options?: O & OnlyKeys<O, ConvOptions<1>>,
  ): Conv1d<W, O>;
  export function conv2d<W extends Shape, const O extends ConvOptions<2> = NoOptions>(
    w: Tensor<W>,
    options?: O & OnlyKeys<O, ConvOptions<2>>,
  ): Conv2d<W, O>;
  export function conv3d<W extends Shape, const O extends ConvOptions<3> = NoOptions>(
    w: Tensor<W>,
    options?: O & OnlyKeys<O, ConvOptions<3>>,
  ): Conv3d<W, O>;

  export type MaxPool2d<O> = <X extends Shape, R = PoolShape<X, O, 2, 'maxPool2d'>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type MaxPool3d<O> = <X extends Shape, R = PoolShape<X, O, 3, 'maxPool3d'>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type AvgPool2d<O> = <X extends Shape, R = PoolShape<X, O, 2, 'avgPool2d'>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type AvgPool3d<O> = <X extends Shape, R = PoolShape<X, O, 3, 'avgPool3d'>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export function maxPool2d<const O extends PoolOptions<2>>(
    options: O & OnlyKeys<O, PoolOptions<2>>,
  ): MaxPool2d<O>;
  export function maxPool3d<const O extends PoolOptions<3>>(
    options: O & OnlyKeys<O, PoolOptions<3>>,
  ): MaxPool3d<O>;
  export function avgPool2d<const O extends PoolOptions<2>>(
    options: O & OnlyKeys<O, PoolOptions<2>>,
  ): AvgPool2d<O>;
  export function avgPool3d<const O extends PoolOptions<3>>(
    options: O & OnlyKeys<O, PoolOptions<3>>,
  ): AvgPool3d<O>;

  export type Resize<To extends readonly [number, number]> = <X extends Shape, R = ResizeShape<X, To>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export type Upsample<Factor extends number> = <X extends Shape, R = UpsampleShape<X, Factor>>(
    x: Tensor<X> & Check<R>,
  ) => Result<R>;
  export function resize<const To extends readonly [number, number]>(to: To): Resize<To>;
  export function upsample<const Factor extends number>(factor: Factor): Upsample<Factor>;
}
