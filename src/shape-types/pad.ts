import type { Shape } from './dim.ts';
import type { AddDims } from './dim-arithmetic.ts';
import type { ShapeError } from './error.ts';

/** How many elements to put before and after an axis. */
export type PadWidth = readonly [low: number, high: number];

/**
 * One pair for each axis.
 *
 * @example `PadShape<['batch', 14], [[0, 0], [1, 2]]>` is `['batch', 17]`
 */
export type PadShape<
  S extends Shape,
  Widths extends readonly PadWidth[],
  Now = unknown,
> = number extends Widths['length'] ? Shape : Pads<S, Widths, S, Widths, Now>;

type Pads<
  S extends Shape,
  Widths extends Shape,
  Whole extends Shape,
  All,
  Now,
  Out extends Shape = [],
> = S extends readonly [infer D, ...infer Rest]
  ? Widths extends readonly [readonly [infer Low, infer High], ...infer More]
    ? `${Low & number}` extends `-${string}`
      ? Negative<All, Whole>
      : `${High & number}` extends `-${string}`
        ? Negative<All, Whole>
        : Pads<Rest, More, Whole, All, Now, [...Out, AddDims<D, AddDims<Low, High, Now>, Now>]>
    : OnePairEach<All, Whole>
  : number extends S['length']
    ? Shape
    : Widths extends readonly []
      ? Out
      : OnePairEach<All, Whole>;

type OnePairEach<All, Whole> = ShapeError<'pad: one pair is needed for each axis', All, Whole>;
type Negative<All, Whole> = ShapeError<'pad: widths are not negative', All, Whole>;
