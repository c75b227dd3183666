/** Products: of matrices, and of windows with filters. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { freeAxes } from '../../../tensor/shape-rules/contraction.ts';
import { mergeAxes } from '../../strided/strided.ts';
import { dotStrides, fromAxes, hasQuads, type Index } from '../arrays/index.ts';
import { arraysOf, elementAt, isEmpty, type Lazy, type Stored, splat } from '../arrays/lazy.ts';
import { add, chooseElement, type Element, elementOf, multiply } from '../source/elements.ts';
import { literal, zero } from '../source/literal.ts';
import { all, plus, quotient, type Scope, times, truth } from '../source/scope.ts';
import { accumulator, nested } from './fold.ts';
import type { Operand } from './operand.ts';
import { clamp } from './shaping.ts';

/** As many products are summed for each turn of the innermost loop, if as many divide it. */
const unrolled = 4;

/** A loop over a size in turns of several: positions are the first of the turn, and how many come before in it. */
const inTurns = (
  scope: Scope,
  size: number,
  body: (inside: Scope, first: string, further: number) => void,
): void => {
  const count = size % unrolled === 0 ? unrolled : 1;
  nested(scope, [size / count], (inside, [turn = zero]) => {
    const first = times(inside, turn, count);
    for (let i = 0; i < count; i++) body(inside, first, i);
  });
};

/** An operand's strides along the axes of the result, of which some are another operand's. */
const stridesInResult = (
  { shape, strides }: Stored,
  batch: readonly number[],
  contract: readonly number[],
  [before, after]: readonly [number, number],
): readonly number[] => {
  const along = (axes: readonly number[]): readonly number[] => axes.map((axis) => strides[axis] ?? 0);
  const zeros = (n: number): readonly number[] => Array.from({ length: n }, () => 0);
  return [
    ...along(batch),
    ...zeros(before),
    ...along(freeAxes(shape.length, batch, contract)),
    ...zeros(after),
  ];
};

export const dot = (params: Params['dot'], left: Operand, right: Operand, out: Aval): Lazy => {
  const { aBatch, bBatch, aContract, bContract } = params;
  if (isEmpty(out) || aContract.some((axis) => left.shape[axis] === 0)) return splat(out.shape, out.dtype, 0);
  const [a, b] = [left.inArray(), right.inArray()];
  const freeA = a.shape.length - aBatch.length - aContract.length;
  const freeB = b.shape.length - bBatch.length - bContract.length;
  const alongA = stridesInResult(a, aBatch, aContract, [0, freeB]);
  const alongB = stridesInResult(b, bBatch, bContract, [freeA, 0]);
  // Axes that are summed over are one where both operands walk them so.
  const summed = mergeAxes(
    aContract.map((axis, i) => ({
      size: a.shape[axis] ?? 1,
      strides: [a.strides[axis] ?? 0, b.strides[bContract[i] ?? 0] ?? 0],
    })),
  );
  const sizes = summed.map(({ size }) => size);
  /** Of several elements what they read in common is read once. */
  const each = (scope: Scope, indices: readonly Index[]): readonly Element[] => {
    const sums = indices.map(() => accumulator(scope, elementOf(out.dtype, 0)));
    const base = ({ offset }: Stored, along: readonly number[], index: Index): string =>
      plus(scope, dotStrides(scope, index, out.shape, along), literal(offset));
    const bases = indices.map((index) => [base(a, alongA, index), base(b, alongB, index)] as const);
    nested(scope, sizes.slice(0, -1), (outer, positions) =>
      inTurns(outer, sizes.at(-1) ?? 1, (inside, first, further) => {
        const where = [...positions, first];
        const at = (base: string, which: 0 | 1): string => {
          const start = summed.reduce(
            (sum, { strides }, i) => plus(inside, sum, times(inside, where[i] ?? zero, strides[which] ?? 0)),
            base,
          );
          return plus(inside, start, literal(further * (summed.at(-1)?.strides[which] ?? 0)));
        };
        bases.forEach(([baseA, baseB], i) => {
          const product = multiply(
            inside,
            elementAt(inside, out.dtype, a, at(baseA, 0)),
            elementAt(inside, out.dtype, b, at(baseB, 1)),
          );
          const sum = sums[i];
          sum?.set(inside, add(inside, sum.element(), product));
        });
      }),
    );
    return sums.map((sum) => sum.element());
  };
  return {
    ...out,
    at: (scope, index) => each(scope, [index])[0] ?? elementOf(out.dtype, 0),
    ...(out.dtype === 'f32' && hasQuads(out.shape) ? { each } : {}),
    arrays: new Set([a.place.array, b.place.array]),
    work: sizeOf(sizes) * 2,
    loops: true,
  };
};

export const conv = (params: Params['conv'], image: Operand, filter: Operand, out: Aval): Lazy => {
  const [x, kernel] = [image.often(), filter.often()];
  const { strides, padding, inputDilation, kernelDilation, groups } = params;
  const rank = strides.length;
  const window = kernel.shape.slice(0, rank);
  const [channels = 1, filters = 1] = kernel.shape.slice(rank);
  if (isEmpty(out) || isEmpty(x) || isEmpty(kernel)) return splat(out.shape, out.dtype, 0);

  /** Where the image is seen along an axis of space, and whether there is an element. */
  const under = (
    scope: Scope,
    place: string,
    tap: string,
    i: number,
  ): readonly [at: string, truths: string[]] => {
    const [low = 0, high = 0] = padding[i] ?? [];
    const [size = 1, dilation = 1] = [x.shape[i + 1], inputDilation[i]];
    const moved = plus(
      scope,
      times(scope, place, strides[i] ?? 1),
      times(scope, tap, kernelDilation[i] ?? 1),
    );
    if (low === 0 && high <= 0 && dilation === 1) return [moved, []];
    const shifted = low === 0 ? moved : scope.name(`${moved} - ${literal(low)}`);
    if (low <= 0 && high <= 0 && dilation === 1) return [shifted, []];
    const truths = [truth(scope, `${shifted} >= 0.0`)];
    const positive = scope.name(`Math.max(0.0, ${shifted})`);
    const at = quotient(scope, positive, dilation);
    if (dilation > 1) truths.push(truth(scope, `${times(scope, at, dilation)} === ${positive}`));
    truths.push(truth(scope, `${at} < ${literal(size)}`));
    return [clamp(scope, at, size), truths];
  };

  return {
    ...out,
    at: (scope, index) => {
      const sum = accumulator(scope, elementOf(out.dtype, 0));
      const [picture, output] = [index.along(scope, 0), index.along(scope, rank + 1)];
      const group = quotient(scope, output, filters / groups);
      const firstChannel = times(scope, group, channels);
      nested(scope, window, (outer, taps) => {
        const seen = taps.map((tap, i) => under(outer, index.along(outer, i + 1), tap, i));
        const truths = seen.flatMap(([, conditions]) => conditions);
        const counts = truths.length === 0 ? undefined : all(outer, truths);
        inTurns(outer, channels, (inside, first, further) => {
          const channel = plus(inside, first, literal(further));
          const where = [picture, ...seen.map(([at]) => at), plus(inside, firstChannel, channel)];
          const product = multiply(
            inside,
            x.at(inside, fromAxes(where)),
            kernel.at(inside, fromAxes([...taps, channel, output])),
          );
          const term: Element =
            counts === undefined ? product : chooseElement(inside, counts, product, elementOf(out.dtype, 0));
          sum.set(inside, add(inside, sum.element(), term));
        });
      });
      return sum.element();
    },
    arrays: arraysOf([x, kernel]),
    work: sizeOf(window) * channels * 2,
    loops: true,
  };
};
