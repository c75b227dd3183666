import type { Compare } from './arithmetic/compare.ts';
import type { Subtract } from './arithmetic/subtract.ts';
import type { IsSize, Shape } from './dim.ts';
import type { AddDims, CeilDivideDims, MultiplyDims, OffsetDim } from './dim-arithmetic.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';

/**
 * The last axes of `S` after a window of size `Kernel` slides over them; `Pads` holds for each of them `'same'`,
 * `'valid'`, an amount for both sides, or a pair. Axes before them are kept. The walk is from the last axis.
 */
export type WindowShape<
  S extends Shape, Kernel extends Shape, Strides extends Shape, Dilations extends Shape, Pads extends Shape, Op extends string,
  Out extends Shape = [],
> =
  Kernel extends readonly [...infer KernelRest, infer K]
    ? S extends readonly [...infer SRest, infer N]
      ? Strides extends readonly [...infer StridesRest, infer Stride]
        ? Dilations extends readonly [...infer DilationsRest, infer Dilation]
          ? Pads extends readonly [...infer PadsRest, infer Pad]
            ? WindowDim<N, K, Stride, Dilation, Pad> extends infer D
              ? D extends [infer Size]
                ? WindowShape<SRest, KernelRest, StridesRest, DilationsRest, PadsRest, Op, [Size, ...Out]>
                : D extends [infer Reached, infer Available] ? ShapeError<`${Op}: kernel is larger than the padded input`, Reached, Available> : never
              : never
            : Shape
          : Shape
        : Shape
      : UnlessRankUnknown<S, ShapeError<`${Op}: the input has too few axes`, Kernel['length'], Out['length']>>
    : [...S, ...Out];

/**
 * `[size]` of one axis after the window; `[extent of the kernel, extent of the input]` when the kernel does not fit.
 *
 * With `reach` the distance from the first to the last element of the kernel, windows can start at `n + pad - reach`
 * positions, of which every `stride`-th is taken.
 */
type WindowDim<N, K, Stride, Dilation, Pad> =
  Pad extends 'same' ? [CeilDivideDims<N, Stride>] : Starts<N, Reach<K, Dilation>, PadSum<Pad>, Stride>;

type Starts<N, ReachOfKernel, PadTotal, Stride> =
  IsSize<ReachOfKernel> extends true
    ? IsSize<PadTotal> extends true
      ? OffsetDim<N, Subtract<PadTotal & number, ReachOfKernel & number>> extends infer Count
        ? IsSize<Count> extends true
          ? Compare<Count & number, 0> extends '>' ? [CeilDivideDims<Count, Stride>] : [AddDims<ReachOfKernel, 1>, AddDims<N, PadTotal>]
          : [CeilDivideDims<Count, Stride>]
        : never
      : [number]
    : [number];

type Reach<K, Dilation> = IsSize<K> extends true ? MultiplyDims<Subtract<K & number, 1>, Dilation> : number;

type PadSum<Pad> =
  Pad extends 'valid' ? 0
  : Pad extends readonly [infer Before, infer After] ? AddDims<Before, After>
  : AddDims<Pad, Pad>;
