import type { Shape } from './dim.ts';
import type { MultiplyDims } from './dim-arithmetic.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';

/** `[…, H, W, C]` resized to `[…, ...To, C]`. */
export type ResizeShape<
  X extends Shape,
  To extends readonly [unknown, unknown],
  Op extends string,
> = X extends readonly [...infer Lead, infer _, infer __, infer C]
  ? [...Lead, To[0], To[1], C]
  : UnlessRankUnknown<X, ShapeError<`${Op}: the input has fewer than three axes`, X, To>>;

/** `[…, H, W, C]` with every pixel repeated `Factor` times in both directions. */
export type UpsampleShape<X extends Shape, Factor extends number, Now = unknown> = X extends readonly [
  ...infer Lead,
  infer H,
  infer W,
  infer C,
]
  ? [...Lead, MultiplyDims<H, Factor, Now>, MultiplyDims<W, Factor, Now>, C]
  : UnlessRankUnknown<X, ShapeError<'upsample: the input has fewer than three axes', X, Factor>>;
