/**
 * Axes by name: split, merged, reordered, reduced and repeated by one pattern.
 */

import type { Shape } from '../../shape-types/dim.ts';
import type { AxisSizes, RearrangeShape, ReduceShape, RepeatShape } from '../../shape-types/einops.ts';
import type { Check } from '../../shape-types/error.ts';
import type { NoOptions } from '../../shape-types/options.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { Numeric } from './broadcasting.ts';
import type { Side } from './einops-pattern.ts';
import { splitNames } from './einops-split.ts';
import { type Labelled, orderAs } from './labelled.ts';

/** Brings the names into the order of the right side and merges its groups. */
const merge = (named: Labelled, right: Side, sizes: ReadonlyMap<string, number>): AnyTensor =>
  build.reshapeTo(
    orderAs(named, right.flat()),
    right.map((group) => sizeOf(group.map((name) => sizes.get(name) ?? 1))),
  );

const demandBothSides = (op: string, from: readonly string[], to: readonly string[], where: string): void => {
  const lost = from.find((name) => !to.includes(name));
  demand(lost === undefined, op, `the axis '${lost}' is only on the ${where}`);
};

/**
 * Splits, merges and reorders axes by name; see the pattern's language at `parsePattern`. `sizes` says what a pattern can not
 * know, when an axis is split.
 *
 * @throws TensorError when the pattern can not be read or does not fit, or an axis is on one side only.
 *
 * @example
 * ```ts
 * import { rearrange, zeros } from 'thwc';
 * const x = zeros([4, 196, 3]);
 * const y = rearrange(x, 't (h w) c -> (t c) h w', { h: 14 }); // Tensor<[12, 14, 14]>
 * ```
 */
export function rearrange<
  S extends Shape,
  const Pattern extends string,
  D extends DType,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S, D>,
  pattern: Pattern & Check<RearrangeShape<Pattern, S, Sizes>>,
  sizes?: Sizes,
): Result<RearrangeShape<Pattern, S, Sizes>, D>;
export function rearrange(x: AnyTensor, pattern: string, sizes: AxisSizes = {}): AnyTensor {
  const { split, right, sizes: all } = splitNames('rearrange', x, pattern, sizes);
  demandBothSides('rearrange', split.labels, right.flat(), 'left');
  demandBothSides('rearrange', right.flat(), split.labels, 'right');
  return merge(split, right, all);
}

const reducers = ['sum', 'mean', 'max', 'min'] as const;

/** How `reduce` makes one of many. */
export type Reducer = (typeof reducers)[number];

/**
 * As {@link rearrange}; axes that are only on the left are reduced.
 *
 * @throws TensorError when the pattern can not be read or does not fit, or an axis is only on the right.
 *
 * @example
 * ```ts
 * import { reduce, zeros } from 'thwc';
 * const x = zeros([4, 14, 14, 3]);
 * const pooled = reduce(x, 't (h y) (w x) c -> t h w c', 'max', { y: 2, x: 2 }); // Tensor<[4, 7, 7, 3]>
 * ```
 */
export function reduce<
  S extends Shape,
  const Pattern extends string,
  D extends Numeric,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S, D>,
  pattern: Pattern & Check<ReduceShape<Pattern, S, Sizes>>,
  by: Reducer,
  sizes?: Sizes,
): Result<ReduceShape<Pattern, S, Sizes>, D>;
export function reduce(x: AnyTensor, pattern: string, reducer: Reducer, sizes: AxisSizes = {}): AnyTensor {
  demand(reducers.includes(reducer), 'reduce', `cannot reduce by "${reducer}"`, [], reducers.join(', '));
  build.demandDType('reduce', x, 'f32', ...(reducer === 'mean' ? [] : (['i32'] as const)));
  const { split, right, sizes: all } = splitNames('reduce', x, pattern, sizes);
  const kept = right.flat();
  demandBothSides('reduce', kept, split.labels, 'right');
  const axes = split.labels.flatMap((name, axis) => (kept.includes(name) ? [] : [axis]));
  const reduced =
    reducer === 'mean'
      ? build.mean('reduce', split.x, { axes })
      : build.reduce('reduce', reducer, split.x, { axes });
  return merge({ x: reduced, labels: split.labels.filter((name) => kept.includes(name)) }, right, all);
}

/**
 * As {@link rearrange}; axes that are only on the right are new, and take their sizes from `sizes`.
 *
 * @throws TensorError when the pattern can not be read or does not fit, or an axis is only on the left.
 *
 * @example
 * ```ts
 * import { repeat, tensor } from 'thwc';
 * const y = repeat(tensor([1, 2]), 'c -> (c again) row', { again: 2, row: 3 }); // Tensor<[4, 3]>
 * ```
 */
export function repeat<
  S extends Shape,
  const Pattern extends string,
  D extends DType,
  const Sizes extends AxisSizes = NoOptions,
>(
  x: Tensor<S, D>,
  pattern: Pattern & Check<RepeatShape<Pattern, S, Sizes>>,
  sizes?: Sizes,
): Result<RepeatShape<Pattern, S, Sizes>, D>;
export function repeat(x: AnyTensor, pattern: string, sizes: AxisSizes = {}): AnyTensor {
  const { split, right, sizes: all } = splitNames('repeat', x, pattern, sizes);
  demandBothSides('repeat', split.labels, right.flat(), 'left');
  demandBothSides('repeat', right.flat(), [...all.keys()], 'right');
  const added = right.flat().filter((name) => !split.labels.includes(name));
  const spreadShape = [...added.map((name) => all.get(name) ?? 1), ...split.x.shape];
  const named = { x: build.broadcastTo('repeat', split.x, spreadShape), labels: [...added, ...split.labels] };
  return merge(named, right, all);
}
