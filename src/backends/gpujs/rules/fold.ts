/** Sums and extremes, in loops: one element of the result for each thread. */
import type { DType } from '../../../tensor/dtype.ts';
import type { ReduceOp } from '../../../tensor/primitives.ts';
import { add, chooseElement, type Element, elementOf, less, numberIn, wordIn } from '../source/elements.ts';
import { literal, one, zero } from '../source/literal.ts';
import { choose, isNaNText, type Scope } from '../source/scope.ts';

/** An element that changes in a loop. */
export interface Accumulator {
  readonly element: () => Element;
  readonly set: (scope: Scope, element: Element) => void;
}

export const accumulator = (scope: Scope, initial: Element): Accumulator => {
  const low = scope.variable(initial[0]);
  if (initial.length === 1)
    return { element: () => [low], set: (inside, element) => inside.assign(low, numberIn(element)) };
  const high = scope.variable(initial[1]);
  return {
    element: () => [low, high],
    set: (inside, element) => {
      const [a, b] = wordIn(element);
      // Both halves are computed before either changes.
      const [newLow, newHigh] = [inside.name(`${a} + 0.0`), inside.name(`${b} + 0.0`)];
      inside.assign(low, newLow);
      inside.assign(high, newHigh);
    },
  };
};

/** Loops, one in the other; positions are ordinary numbers. */
export const nested = (
  scope: Scope,
  sizes: readonly number[],
  body: (inside: Scope, positions: readonly string[]) => void,
): void => {
  const [size, ...inner] = sizes;
  if (size === undefined) body(scope, []);
  else if (size === 1) nested(scope, inner, (inside, rest) => body(inside, [zero, ...rest]));
  else scope.loop(size, (outer, at) => nested(outer, inner, (inside, rest) => body(inside, [at, ...rest])));
};

export interface Fold {
  /** Takes an element in; not where `skip` says so. */
  readonly take: (scope: Scope, element: Element, counts?: string) => void;
  readonly result: () => Element;
}

/** A fold that has taken nothing in yet; extremes begin with the first element, whatever it is. */
export const foldOf = (scope: Scope, op: ReduceOp, dtype: DType, empty: Element): Fold => {
  if (op === 'sum') {
    const sum = accumulator(scope, elementOf(dtype, 0));
    return {
      take: (inside, element, counts) => {
        const more = add(inside, sum.element(), element);
        sum.set(inside, counts === undefined ? more : chooseElement(inside, counts, more, sum.element()));
      },
      result: sum.element,
    };
  }
  const { take, element } = firstBest(scope, op, dtype, empty);
  return { take: (inside, x, counts) => take(inside, x, undefined, counts), result: element };
};

/** The first extreme element so far, and its position; what is not a number stays, once it is there. */
export const firstBest = (
  scope: Scope,
  op: 'max' | 'min',
  dtype: DType,
  empty: Element = elementOf(dtype, 0),
) => {
  const best = accumulator(scope, empty);
  const where = scope.variable(literal(-1));
  const fresh = scope.variable(one);
  const isOdd = (inside: Scope, x: Element): string =>
    x.length === 1 ? isNaNText(inside, numberIn(x)) : zero;
  return {
    take: (inside: Scope, x: Element, position?: string, counts?: string): void => {
      const isBetter = op === 'max' ? less(inside, best.element(), x) : less(inside, x, best.element());
      const odd = isOdd(inside, x);
      const becomesOdd = odd === zero ? zero : choose(inside, isOdd(inside, best.element()), zero, odd);
      const either = becomesOdd === zero ? isBetter : inside.name(`Math.max(${isBetter}, ${becomesOdd})`);
      const wins = inside.name(`Math.max(${fresh}, ${either})`);
      const takes = counts === undefined ? wins : choose(inside, counts, wins, zero);
      best.set(inside, chooseElement(inside, takes, x, best.element()));
      if (position !== undefined) inside.assign(where, choose(inside, takes, position, where));
      inside.assign(fresh, counts === undefined ? zero : choose(inside, counts, zero, fresh));
    },
    element: best.element,
    /** −1 if none was taken. */
    position: () => where,
  };
};
