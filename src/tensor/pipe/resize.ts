/**
 * Pictures of another size, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { Check } from '../../shape-types/error.ts';
import type { ResizeShape, UpsampleShape } from '../../shape-types/resize.ts';
import type { DType } from '../dtype.ts';
import * as ops from '../ops/index.ts';
import type { BilinearOptions, Target } from '../ops/resize.ts';
import type { Result } from '../result.ts';
import type { Tensor } from '../tensor.ts';
import type { ShapeOf } from '../values.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link areaResize} gives. */
export type AreaResize<Z extends Target> = <X extends Shape>(
  x: Tensor<X> & Check<ResizeShape<X, ShapeOf<Z>, 'areaResize'>>,
) => Result<ResizeShape<X, ShapeOf<Z>, 'areaResize'>>;

/**
 * `pipe(x, areaResize(to))` is `areaResize(x, to)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 7, 7, 512]), P.areaResize([3, 3])); // Tensor<[32, 3, 3, 512]>
 * ```
 */
export function areaResize<const Z extends Target>(to: Z): AreaResize<Z>;
export function areaResize(to: Target): DataLast {
  return dataLast(ops.areaResize, to);
}

/** What {@link bilinearResize} gives. */
export type BilinearResize<Z extends Target> = <X extends Shape>(
  x: Tensor<X> & Check<ResizeShape<X, ShapeOf<Z>, 'bilinearResize'>>,
) => Result<ResizeShape<X, ShapeOf<Z>, 'bilinearResize'>>;

/**
 * `pipe(x, bilinearResize(to, options))` is `bilinearResize(x, to, options)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 7, 7, 512]), P.bilinearResize([14, 14])); // Tensor<[32, 14, 14, 512]>
 * ```
 */
export function bilinearResize<const Z extends Target>(to: Z, options?: BilinearOptions): BilinearResize<Z>;
export function bilinearResize(to: Target, options?: BilinearOptions): DataLast {
  return dataLast(ops.bilinearResize, to, options);
}

/** What {@link upsample} gives. */
export type Upsample<Factor extends number> = <S extends Shape, D extends DType>(
  x: Tensor<S, D> & Check<UpsampleShape<S, Factor>>,
) => Result<UpsampleShape<S, Factor>, D>;

/**
 * `pipe(x, upsample(factor))` is `upsample(x, factor)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 7, 7, 512]), P.upsample(2)); // Tensor<[32, 14, 14, 512]>
 * ```
 */
export function upsample<Factor extends number>(factor: Factor): Upsample<Factor>;
export function upsample(factor: number): DataLast {
  return dataLast(ops.upsample, factor);
}
