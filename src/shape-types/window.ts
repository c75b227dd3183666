import type { Compare } from './arithmetic/compare.ts';
import type { Subtract } from './arithmetic/subtract.ts';
import type { IsSize, Shape } from './dim.ts';
import type { AddDims, CeilDivideDims, MultiplyDims, OffsetDim } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/**
 * The last axes of `S` after a window of size `Kernel` slides over them; `Pads` holds for each of them `'same'`,
 * `'valid'`, an amount for both sides, or a pair. Axes before them are kept; `'short'` when there are too few. The walk is
 * from the last axis.
 */
export type WindowShape<
  S extends Shape,
  Kernel extends Shape,
  Strides extends Shape,
  Dilations extends Shape,
  Pads extends Shape,
  Op extends string,
  Now,
  Out extends Shape = [],
> = Kernel extends readonly [...infer KernelRest, infer K]
  ? S extends readonly [...infer SRest, infer N]
    ? [Strides, Dilations, Pads] extends readonly [
        readonly [...infer StridesRest, infer Stride],
        readonly [...infer DilationsRest, infer Dilation],
        readonly [...infer PadsRest, infer Pad],
      ]
      ? WindowDim<N, K, Stride, Dilation, Pad, Now> extends infer Slid
        ? Slid extends [infer D]
          ? WindowShape<SRest, KernelRest, StridesRest, DilationsRest, PadsRest, Op, Now, [D, ...Out]>
          : Slid extends [infer Reached, infer Available]
            ? ShapeError<`${Op}: kernel is larger than the padded input`, Reached, Available>
            : never
        : never
      : Shape
    : number extends S['length']
      ? Shape
      : 'short'
  : [...S, ...Out];

/**
 * `[size]` of one axis after the window; `[extent of the kernel, extent of the input]` when the kernel does not fit.
 *
 * With `reach` the distance from the first to the last element of the kernel, windows can start at `n + pad - reach`
 * positions, of which every `stride`-th is taken.
 */
type WindowDim<N, K, Stride, Dilation, Pad, Now> = Pad extends 'same'
  ? [CeilDivideDims<N, Stride, Now>]
  : Fit<N, Reach<K, Dilation, Now>, PadSum<Pad, Now>, Stride, Now>;

type Fit<N, ReachOfKernel, PadTotal, Stride, Now> =
  IsSize<ReachOfKernel, Now> extends true
    ? IsSize<PadTotal, Now> extends true
      ? Starts<
          OffsetDim<N, Subtract<PadTotal & number, ReachOfKernel & number>, Now>,
          N,
          ReachOfKernel,
          PadTotal,
          Stride,
          Now
        >
      : [number]
    : [number];

type Starts<Count, N, ReachOfKernel, PadTotal, Stride, Now> =
  IsSize<Count, Now> extends true
    ? Compare<Count & number, 0> extends '>'
      ? [CeilDivideDims<Count, Stride, Now>]
      : [AddDims<ReachOfKernel, 1, Now>, AddDims<N, PadTotal, Now>]
    : [CeilDivideDims<Count, Stride, Now>];

/** The distance from the first to the last element of a kernel. */
type Reach<K, Dilation, Now> =
  IsSize<K, Now> extends true ? MultiplyDims<Subtract<K & number, 1>, Dilation, Now> : number;

type PadSum<Pad, Now> = Pad extends 'valid'
  ? 0
  : Pad extends readonly [infer Before, infer After]
    ? AddDims<Before, After, Now>
    : AddDims<Pad, Pad, Now>;
