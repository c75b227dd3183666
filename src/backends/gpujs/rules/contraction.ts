/** Products: of matrices, and of windows with filters. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { freeAxes } from '../../../tensor/shape-rules/contraction.ts';
import { fromAxes, type Index } from '../arrays/index.ts';
import { arraysOf, isEmpty, type Lazy, splat } from '../arrays/lazy.ts';
import { add, chooseElement, type Element, elementOf, multiply } from '../source/elements.ts';
import { literal, zero } from '../source/literal.ts';
import { all, plus, quotient, type Scope, times, truth } from '../source/scope.ts';
import { accumulator, nested } from './fold.ts';
import type { Operand } from './operand.ts';
import { clamp } from './shaping.ts';

/** As many products are summed for each turn of the innermost loop, if as many divide it. */
const unrolled = 4;

/** A loop over a size in turns of several. */
const inTurns = (scope: Scope, size: number, body: (inside: Scope, position: string) => void): void => {
  const count = size % unrolled === 0 ? unrolled : 1;
  nested(scope, [size / count], (inside, [turn = zero]) => {
    for (let i = 0; i < count; i++) body(inside, plus(inside, times(inside, turn, count), literal(i)));
  });
};

export const dot = (params: Params['dot'], left: Operand, right: Operand, out: Aval): Lazy => {
  const [a, b] = [left.often(), right.often()];
  const { aBatch, bBatch, aContract, bContract } = params;
  const inner = aContract.map((axis) => a.shape[axis] ?? 1);
  if (isEmpty(out) || sizeOf(inner) === 0) return splat(out.shape, out.dtype, 0);
  const freeA = freeAxes(a.shape.length, aBatch, aContract);
  const freeB = freeAxes(b.shape.length, bBatch, bContract);
  const position =
    (
      batch: readonly number[],
      free: readonly number[],
      contract: readonly number[],
      firstFree: number,
      rank: number,
    ) =>
    (scope: Scope, index: Index, summed: readonly string[]): Index =>
      fromAxes(
        Array.from({ length: rank }, (_, axis) => {
          if (batch.includes(axis)) return index.along(scope, batch.indexOf(axis));
          if (contract.includes(axis)) return summed[contract.indexOf(axis)] ?? zero;
          return index.along(scope, firstFree + free.indexOf(axis));
        }),
      );
  const atA = position(aBatch, freeA, aContract, aBatch.length, a.shape.length);
  const atB = position(bBatch, freeB, bContract, aBatch.length + freeA.length, b.shape.length);
  return {
    ...out,
    at: (scope, index) => {
      const sum = accumulator(scope, elementOf(out.dtype, 0));
      const last = inner.at(-1) ?? 1;
      nested(scope, inner.slice(0, -1), (outer, positions) =>
        inTurns(outer, last, (inside, position) => {
          const summed = inner.length === 0 ? [] : [...positions, position];
          const product = multiply(
            inside,
            a.at(inside, atA(inside, index, summed)),
            b.at(inside, atB(inside, index, summed)),
          );
          sum.set(inside, add(inside, sum.element(), product));
        }),
      );
      return sum.element();
    },
    arrays: arraysOf([a, b]),
    work: sizeOf(inner) * 2,
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
        inTurns(outer, channels, (inside, channel) => {
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
