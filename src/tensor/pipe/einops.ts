/**
 * Axes by name, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { AxisSizes, RearrangeShape, ReduceShape, RepeatShape } from '../../shape-types/einops.ts';
import type { Check } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import type { DType } from '../dtype.ts';
import type { Numeric } from '../ops/broadcasting.ts';
import type { Reducer } from '../ops/einops.ts';
import * as ops from '../ops/index.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link rearrange} gives. */
export type Rearrange<Pattern extends string, Sizes> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<RearrangeShape<Pattern, S, Sizes>>,
) => Result<RearrangeShape<Pattern, S, Sizes>, D>;

/**
 * `pipe(x, rearrange(pattern, sizes))` is `rearrange(x, pattern, sizes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([4, 14, 14, 3]), P.rearrange('t h w c -> t (h w) c')); // Tensor<[4, 196, 3]>
 * ```
 */
export function rearrange<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
  pattern: Pattern,
  sizes?: Sizes,
): Rearrange<Pattern, Sizes>;
export function rearrange(pattern: string, sizes?: AxisSizes): DataLast {
  return dataLast(ops.rearrange, pattern, sizes);
}

/** What {@link reduce} gives. */
export type Reduce<Pattern extends string, Sizes> = <S extends Shape, D extends Numeric>(
  x: Tensor<S, D> & Check<ReduceShape<Pattern, S, Sizes>>,
) => Result<ReduceShape<Pattern, S, Sizes>, D>;

/**
 * `pipe(x, reduce(pattern, by, sizes))` is `reduce(x, pattern, by, sizes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([4, 14, 14, 3]), P.reduce('t h w c -> t c', 'mean')); // Tensor<[4, 3]>
 * ```
 */
export function reduce<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
  pattern: Pattern,
  by: Reducer,
  sizes?: Sizes,
): Reduce<Pattern, Sizes>;
export function reduce(pattern: string, by: Reducer, sizes?: AxisSizes): DataLast {
  return dataLast(ops.reduce, pattern, by, sizes);
}

/** What {@link repeat} gives. */
export type Repeat<Pattern extends string, Sizes> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<RepeatShape<Pattern, S, Sizes>>,
) => Result<RepeatShape<Pattern, S, Sizes>, D>;

/**
 * `pipe(x, repeat(pattern, sizes))` is `repeat(x, pattern, sizes)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([4, 3]), P.repeat('t c -> t n c', { n: 7 })); // Tensor<[4, 7, 3]>
 * ```
 */
export function repeat<const Pattern extends string, const Sizes extends AxisSizes = NoOptions>(
  pattern: Pattern,
  sizes?: Sizes,
): Repeat<Pattern, Sizes>;
export function repeat(pattern: string, sizes?: AxisSizes): DataLast {
  return dataLast(ops.repeat, pattern, sizes);
}
