import type { SameDim, Shape } from './dim.ts';
import type { DivideDims } from './dim-arithmetic.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';
import type { Each, Option, SpatialRank } from './options.ts';
import type { WindowShape } from './window.ts';

/**
 * A convolution of `[…, ...spatial, in]` with a kernel `[...window, in / groups, out]`, over any number of leading axes.
 *
 * @example `ConvShape<['b', 224, 224, 3], [7, 7, 3, 64], { stride: 2; padding: 'same' }, 2>` is `['b', 112, 112, 64]`
 */
export type ConvShape<
  X extends Shape,
  W extends Shape,
  Options,
  Rank extends SpatialRank,
  Now = unknown,
> = W extends readonly [...infer Kernel, infer WIn, infer WOut]
  ? Kernel['length'] extends Rank
    ? X extends readonly [...infer Positions, infer In]
      ? Channels<In, WIn, WOut, Options, Now> extends readonly [
          infer Message extends string,
          infer Left,
          infer Right,
        ]
        ? ShapeError<`conv${Rank}d: ${Message}`, Left, Right>
        : Stays<Kernel, Options> extends true
          ? Positions['length'] extends TooFew[Rank]
            ? TooFewAxes<X, W, Rank>
            : [...Positions, WOut]
          : Slide<Positions, Kernel, Options, Rank, Now> extends infer Slid
            ? Slid extends Shape
              ? [...Slid, WOut]
              : Slid extends 'short'
                ? TooFewAxes<X, W, Rank>
                : Slid
            : never
      : UnlessRankUnknown<X, TooFewAxes<X, W, Rank>>
    : UnlessRankUnknown<W, KernelRank<W, Rank>>
  : UnlessRankUnknown<W, KernelRank<W, Rank>>;

type TooFewAxes<X, W, Rank extends SpatialRank> = ShapeError<
  `conv${Rank}d: the input has too few axes`,
  X,
  W
>;

type KernelRank<W, Rank extends SpatialRank> = ShapeError<
  `conv${Rank}d: the kernel needs ${Rank} axes and two for channels`,
  Rank,
  W
>;

/** How many axes in front of the channels are too few. */
interface TooFew {
  readonly 1: 0;
  readonly 2: 0 | 1;
  readonly 3: 0 | 1 | 2;
}

/** `'fit'`, or the message and the two numbers that disagree. */
type Channels<In, WIn, WOut, Options, Now> = 'groups' extends keyof Options
  ? GroupedChannels<In, WIn, WOut, Option<Options, 'groups', 1>, Now>
  : SameDim<In, WIn, Now> extends true
    ? 'fit'
    : ['channels differ', In, WIn];

type GroupedChannels<In, WIn, WOut, Groups, Now> =
  DivideDims<In, Groups, Now> extends [infer Each]
    ? SameDim<Each, WIn, Now> extends true
      ? DivideDims<WOut, Groups, Now> extends [unknown]
        ? 'fit'
        : ['groups do not divide the channels', Groups, WOut]
      : ['channels differ', Each, WIn]
    : ['groups do not divide the channels', Groups, In];

/** Most convolutions keep the sizes, by padding `'same'` or a window of 1, without a stride: they need no arithmetic. */
type Stays<Kernel, Options> = 'stride' extends keyof Options
  ? false
  : Options extends { readonly padding: 'same' }
    ? true
    : 'padding' extends keyof Options
      ? false
      : Kernel extends readonly 1[]
        ? true
        : false;

type Slide<
  Positions extends Shape,
  Kernel extends Shape,
  Options,
  Rank extends SpatialRank,
  Now,
> = WindowShape<
  Positions,
  Kernel,
  Each<Option<Options, 'stride', 1>, Rank>,
  Each<Option<Options, 'dilation', 1>, Rank>,
  Each<Option<Options, 'padding', 'valid'>, Rank>,
  `conv${Rank}d`,
  Now
>;
