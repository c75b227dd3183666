/** Elements by numbers that are elements themselves. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { fromAxes } from '../arrays/index.ts';
import { arraysOf, isEmpty, type Lazy, splat } from '../arrays/lazy.ts';
import { add, chooseElement, elementOf, indexIn, less, numberIn } from '../source/elements.ts';
import { literal, zero } from '../source/literal.ts';
import { choose, isNaNText, type Scope, truth } from '../source/scope.ts';
import { wordOfIndex } from '../source/words.ts';
import { accumulator, nested } from './fold.ts';
import type { Context, Operand } from './operand.ts';
import { clamp, isWithin } from './shaping.ts';

export const gather = (
  { axis, batch }: Params['gather'],
  operand: Operand,
  places: Operand,
  out: Aval,
  { filled }: Context,
): Lazy => {
  const missing = filled(out, out.dtype === 'f32' ? Number.NaN : 0);
  if (isEmpty(operand)) return missing;
  const [x, indices] = [operand.often(), places.often()];
  const size = x.shape[axis] ?? 1;
  const chosen = indices.shape.length - batch;
  return {
    ...out,
    at: (scope, index) => {
      const where = indices.shape.map((_, i) => index.along(scope, i < batch ? i : i - batch + axis));
      const at = indexIn(scope, indices.at(scope, fromAxes(where)));
      const inside = clamp(scope, at, size);
      const from = x.shape.map((_, i) => {
        if (i === axis) return inside;
        return index.along(scope, i < axis ? i : i - 1 + chosen);
      });
      const found = x.at(scope, fromAxes(from));
      return chooseElement(scope, isWithin(scope, at, size), found, missing.at(scope, index));
    },
    arrays: arraysOf([x, indices, missing]),
    work: 6,
    loops: false,
  };
};

/** Every element of the result looks through all indices, for its own. */
export const scatterAdd = (
  { axis, batch }: Params['scatterAdd'],
  given: Operand,
  places: Operand,
  out: Aval,
): Lazy => {
  if (isEmpty(given) || isEmpty(places)) return splat(out.shape, out.dtype, 0);
  const [updates, indices] = [given.often(), places.often()];
  const chosen = indices.shape.slice(batch);
  return {
    ...out,
    at: (scope, index) => {
      const sum = accumulator(scope, elementOf(out.dtype, 0));
      const own = index.along(scope, axis);
      nested(scope, chosen, (inside, positions) => {
        const where = indices.shape.map((_, i) =>
          i < batch ? index.along(inside, i) : (positions[i - batch] ?? zero),
        );
        const at = indexIn(inside, indices.at(inside, fromAxes(where)));
        const isOwn = truth(inside, `${at} === ${own}`);
        const from = updates.shape.map((_, i) => {
          if (i < axis) return index.along(inside, i);
          if (i < axis + chosen.length) return positions[i - axis] ?? zero;
          return index.along(inside, i - chosen.length + 1);
        });
        const more = add(inside, sum.element(), updates.at(inside, fromAxes(from)));
        sum.set(inside, chooseElement(inside, isOwn, more, sum.element()));
      });
      return sum.element();
    },
    arrays: arraysOf([updates, indices]),
    work: sizeOf(chosen) * 4,
    loops: true,
  };
};

/** Whether element i comes before element j: smaller, or as large and earlier; what is not a number is last. */
const isBefore =
  (scope: Scope, x: Lazy, at: (position: string) => readonly string[]) => (i: string, j: string) => {
    const [a, b] = [x.at(scope, fromAxes(at(i))), x.at(scope, fromAxes(at(j)))];
    const isOdd = (e: typeof a): string => (e.length === 1 ? isNaNText(scope, numberIn(e)) : zero);
    const earlier = truth(scope, `${i} < ${j}`);
    const isSmaller = less(scope, a, b);
    const isLarger = less(scope, b, a);
    const byValue = choose(scope, isSmaller, literal(1), choose(scope, isLarger, zero, earlier));
    const [oddA, oddB] = [isOdd(a), isOdd(b)];
    if (oddA === zero) return byValue;
    const both = choose(scope, oddB, earlier, zero);
    return choose(scope, oddA, both, choose(scope, oddB, literal(1), byValue));
  };

/** In two kernels: how many elements come before each; then, for each place, the element before which as many come. */
export const argsort = (operand: Operand, out: Aval, { store }: Context): Lazy => {
  if (isEmpty(operand)) return splat(out.shape, out.dtype, 0);
  const x = operand.often();
  const last = x.shape.length - 1;
  const size = x.shape[last] ?? 1;
  const outerOf = (scope: Scope, index: { along: (scope: Scope, axis: number) => string }) =>
    x.shape.slice(0, -1).map((_, axis) => index.along(scope, axis));
  const ranks = store({
    shape: x.shape,
    dtype: 'f32',
    at: (scope, index) => {
      const outer = outerOf(scope, index);
      const own = index.along(scope, last);
      const rank = scope.variable(zero);
      nested(scope, [size], (inside, [other = zero]) => {
        const before = isBefore(inside, x, (position) => [...outer, position])(other, own);
        inside.assign(rank, `${rank} + ${before}`);
      });
      return [rank];
    },
    arrays: x.arrays,
    work: size * 6,
    loops: true,
  });
  return {
    ...out,
    at: (scope, index) => {
      const outer = outerOf(scope, index);
      const own = index.along(scope, last);
      const found = scope.variable(zero);
      nested(scope, [size], (inside, [other = zero]) => {
        const rank = numberIn(ranks.at(inside, fromAxes([...outer, other])));
        inside.assign(found, choose(inside, truth(inside, `${rank} === ${own}`), other, found));
      });
      return wordOfIndex(scope, found);
    },
    arrays: ranks.arrays,
    work: size * 3,
    loops: true,
  };
};
