/**
 * How far numbers are from what they should be. Shapes must be equal, not only broadcast: `[n]` against `[n, 1]` is a
 * mistake.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { OnlyKeys } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import { demand } from '../../tensor/error.ts';
import { minimum, mul, sub } from '../../tensor/ops/arithmetic.ts';
import { abs, square } from '../../tensor/ops/rounding.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { demandAlike } from './demand.ts';
import { type LossOptions, reduced } from './reduction.ts';
import type { Alike, ElementsShape, Loss } from './shapes.ts';

/**
 * (prediction − target)², by default its mean over all elements.
 *
 * @throws TensorError when the shapes differ.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { meanSquaredError } from 'thwc/train';
 * const loss = meanSquaredError(tensor([1, 2, 3]), tensor([1, 4, 0])); // 4.3333
 * ```
 */
export function meanSquaredError<A extends Shape, B extends Shape, const O extends LossOptions = NoOptions>(
  predictions: Tensor<A>,
  targets: Tensor<B> & Alike<A, B, 'meanSquaredError'>,
  options?: O & OnlyKeys<O, LossOptions>,
): Loss<ElementsShape<A, B, 'meanSquaredError'>, O>;
export function meanSquaredError(
  predictions: Tensor,
  targets: Tensor,
  { reduction = 'mean' }: LossOptions = {},
): Tensor {
  demandAlike('meanSquaredError', predictions, targets);
  return reduced(square(sub(predictions, targets)), reduction);
}

/**
 * |prediction − target|, by default its mean over all elements.
 *
 * @throws TensorError when the shapes differ.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { meanAbsoluteError } from 'thwc/train';
 * const loss = meanAbsoluteError(tensor([1, 2, 3]), tensor([1, 4, 0])); // 1.6667
 * ```
 */
export function meanAbsoluteError<A extends Shape, B extends Shape, const O extends LossOptions = NoOptions>(
  predictions: Tensor<A>,
  targets: Tensor<B> & Alike<A, B, 'meanAbsoluteError'>,
  options?: O & OnlyKeys<O, LossOptions>,
): Loss<ElementsShape<A, B, 'meanAbsoluteError'>, O>;
export function meanAbsoluteError(
  predictions: Tensor,
  targets: Tensor,
  { reduction = 'mean' }: LossOptions = {},
): Tensor {
  demandAlike('meanAbsoluteError', predictions, targets);
  return reduced(abs(sub(predictions, targets)), reduction);
}

/** Options of {@link huber}. */
export interface HuberOptions extends LossOptions {
  /** δ > 0: errors up to it are squared, beyond it they count linearly. Default 1. */
  readonly delta?: number;
}

/**
 * With r = prediction − target: ½r² up to |r| = δ, and δ·(|r| − ½δ) beyond, where outliers pull no harder. By default the
 * mean over all elements.
 *
 * Huber, "Robust estimation of a location parameter" (1964).
 *
 * @throws TensorError when the shapes differ or δ is not a number > 0.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * import { huber } from 'thwc/train';
 * const each = huber(tensor([1, 2, 5]), tensor([1, 1, 1]), { delta: 2, reduction: 'none' }); // [0, 0.5, 6]
 * ```
 */
export function huber<A extends Shape, B extends Shape, const O extends HuberOptions = NoOptions>(
  predictions: Tensor<A>,
  targets: Tensor<B> & Alike<A, B, 'huber'>,
  options?: O & OnlyKeys<O, HuberOptions>,
): Loss<ElementsShape<A, B, 'huber'>, O>;
export function huber(
  predictions: Tensor,
  targets: Tensor,
  { delta = 1, reduction = 'mean' }: HuberOptions = {},
): Tensor {
  demandAlike('huber', predictions, targets);
  demand(delta > 0 && Number.isFinite(delta), 'huber', `delta must be a number > 0, got ${delta}`);
  const distance = abs(sub(predictions, targets));
  // Both branches at once: with c = min(|r|, δ) it is c·(|r| − ½c), which has the same derivative from both sides.
  const near = minimum(distance, delta);
  return reduced(mul(near, sub(distance, mul(near, 0.5))), reduction);
}
