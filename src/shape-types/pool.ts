import type { Shape } from './dim.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';
import type { Each, Option, SpatialRank } from './options.ts';
import type { WindowShape } from './window.ts';

/**
 * A window that slides over the spatial axes of `[…, ...spatial, channels]` and keeps the channels.
 *
 * @example `PoolShape<['b', 112, 112, 64], { window: 3; stride: 2; padding: 'same' }, 2>` is `['b', 56, 56, 64]`
 */
export type PoolShape<
  X extends Shape,
  Options,
  Rank extends SpatialRank,
  Op extends string = 'pool',
  Now = unknown,
> = X extends readonly [...infer Positions, infer C]
  ? Option<Options, 'window', number> extends infer Window
    ? WindowShape<
        Positions,
        Each<Window, Rank>,
        Each<Option<Options, 'stride', Window>, Rank>,
        Each<Option<Options, 'dilation', 1>, Rank>,
        Each<Option<Options, 'padding', 'valid'>, Rank>,
        Op,
        Now
      > extends infer Slid
      ? Slid extends Shape
        ? [...Slid, C]
        : Slid extends 'short'
          ? ShapeError<`${Op}: the input has too few axes`, Rank, X>
          : Slid
      : never
    : never
  : UnlessRankUnknown<X, ShapeError<`${Op}: the input has too few axes`, Rank, X>>;
