/** Sliding windows. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params, Window } from '../../../tensor/primitives.ts';
import { reduceIdentity } from '../../../tensor/reduce-identity.ts';
import { flatten, fromAxes, fromFlat, type Index } from '../arrays/index.ts';
import { arraysOf, isEmpty, type Lazy, splat } from '../arrays/lazy.ts';
import { add, chooseElement, elementOf } from '../source/elements.ts';
import { literal } from '../source/literal.ts';
import { all, plus, quotient, type Scope, times, truth } from '../source/scope.ts';
import { accumulator, firstBest, foldOf, nested } from './fold.ts';
import type { Context, Operand } from './operand.ts';
import { clamp, isWithin } from './shaping.ts';

/** The element under a tap of the window at a place, and a truth that there is one, where there may be none. */
const under = (
  params: Window,
  shape: readonly number[],
  scope: Scope,
  places: readonly string[],
  taps: readonly string[],
): { readonly where: readonly string[]; readonly counts?: string } => {
  const truths: string[] = [];
  const where = shape.map((size, axis) => {
    const [low = 0, high = 0] = params.padding[axis] ?? [];
    const moved = plus(
      scope,
      times(scope, places[axis] ?? literal(0), params.strides[axis] ?? 1),
      times(scope, taps[axis] ?? literal(0), params.dilation[axis] ?? 1),
    );
    if (low === 0 && high === 0) return moved;
    const at = low === 0 ? moved : scope.name(`${moved} - ${literal(low)}`);
    truths.push(isWithin(scope, at, size));
    return clamp(scope, at, size);
  });
  return truths.length === 0 ? { where } : { where, counts: all(scope, truths) };
};

const placesOf = (scope: Scope, index: Index, rank: number): readonly string[] =>
  Array.from({ length: rank }, (_, axis) => index.along(scope, axis));

export const reduceWindow = (
  params: Params['reduceWindow'],
  operand: Operand,
  out: Aval,
  { filled }: Context,
): Lazy => {
  const nothing = filled(out, reduceIdentity(params.op, out.dtype));
  if (isEmpty(operand)) return nothing;
  const x = operand.often();
  return {
    ...out,
    at: (scope, index) => {
      const fold = foldOf(scope, params.op, out.dtype, nothing.at(scope, index));
      const places = placesOf(scope, index, x.shape.length);
      nested(scope, params.window, (inside, taps) => {
        const { where, counts } = under(params, x.shape, inside, places, taps);
        fold.take(inside, x.at(inside, fromAxes(where)), counts);
      });
      return fold.result();
    },
    arrays: arraysOf([x, nothing]),
    work: sizeOf(params.window) * 2,
    loops: true,
  };
};

/** The number of the first largest element of the window at some places; −1 where there is padding only. */
const largest = (params: Window, x: Lazy, scope: Scope, places: readonly string[]): string => {
  const best = firstBest(scope, 'max', x.dtype);
  nested(scope, params.window, (inside, taps) => {
    const { where, counts } = under(params, x.shape, inside, places, taps);
    const number = flatten(inside, fromAxes(where), x.shape);
    best.take(inside, x.at(inside, fromAxes(where)), number, counts);
  });
  return best.position();
};

export const selectGather = (params: Params['selectGather'], x: Operand, t: Operand, out: Aval): Lazy => {
  if (isEmpty(x)) return splat(out.shape, out.dtype, 0);
  const [keys, taken] = [x.often(), t.often()];
  return {
    ...out,
    at: (scope, index) => {
      const chosen = largest(params, keys, scope, placesOf(scope, index, keys.shape.length));
      const at = scope.name(`Math.max(0.0, ${chosen})`);
      const found = taken.at(scope, fromFlat(at, keys.shape));
      return chooseElement(scope, truth(scope, `${chosen} >= 0.0`), found, elementOf(out.dtype, 0));
    },
    arrays: arraysOf([keys, taken]),
    work: sizeOf(params.window) * 3,
    loops: true,
  };
};

/** Every element looks through the windows that it is in, for those in which it is the largest. */
export const selectScatter = (params: Params['selectScatter'], x: Operand, c: Operand, out: Aval): Lazy => {
  if (isEmpty(x) || isEmpty(c)) return splat(out.shape, out.dtype, 0);
  const [keys, given] = [x.often(), c.often()];
  return {
    ...out,
    at: (scope, index) => {
      const sum = accumulator(scope, elementOf(out.dtype, 0));
      const own = placesOf(scope, index, keys.shape.length);
      const number = flatten(scope, fromAxes(own), keys.shape);
      nested(scope, params.window, (inside, taps) => {
        const truths: string[] = [];
        // The window that has this element under this tap.
        const places = own.map((position, axis) => {
          const low = params.padding[axis]?.[0] ?? 0;
          const tap = times(inside, taps[axis] ?? literal(0), params.dilation[axis] ?? 1);
          const from = inside.name(`${plus(inside, position, literal(low))} - ${tap}`);
          const positive = inside.name(`Math.max(0.0, ${from})`);
          const stride = params.strides[axis] ?? 1;
          const place = quotient(inside, positive, stride);
          truths.push(truth(inside, `${from} >= 0.0`));
          if (stride > 1) truths.push(truth(inside, `${times(inside, place, stride)} === ${positive}`));
          truths.push(truth(inside, `${place} < ${literal(given.shape[axis] ?? 1)}`));
          return clamp(inside, place, given.shape[axis] ?? 1);
        });
        const chosen = largest(params, keys, inside, places);
        const isChosen = all(inside, [...truths, truth(inside, `${chosen} === ${number}`)]);
        const more = add(inside, sum.element(), given.at(inside, fromAxes(places)));
        sum.set(inside, chooseElement(inside, isChosen, more, sum.element()));
      });
      return sum.element();
    },
    arrays: arraysOf([keys, given]),
    work: sizeOf(params.window) ** 2 * 3,
    loops: true,
  };
};
