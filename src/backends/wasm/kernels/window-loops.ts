/** Windows over every axis of an array, as loops over their places and their taps. */
import { forRange, type I32, i32, i32x4, type Stmt, seq, type V128, when } from '../assembler/index.ts';
import { modulo, over, plus, times } from './arithmetic.ts';
import type { Kit } from './kit.ts';
import { isPadded, isUnrolled, type WindowLayout } from './window-layout.ts';

/** A place of the windows, while the code for it is made: where its first tap lies. All in units of `scale` per element. */
export interface WindowPlace {
  /** Offset of the first tap. */
  readonly base: I32;
  /** To be added to it. */
  readonly offset: number;
  /** The first tap's position along each axis. */
  readonly positions: readonly I32[];
}

/**
 * Handles the places of unit number `unit` in row-major order; a unit is one position along the first `unitAxes` axes (after `lead`).
 */
export const eachPlace = (
  { local }: Kit,
  { axes, leadElements }: WindowLayout,
  { scale, unitAxes, unit }: { readonly scale: number; readonly unitAxes: number; readonly unit: I32 },
  body: (place: WindowPlace) => Stmt,
): Stmt => {
  const counters = axes.map(() => local('i32'));
  const positions = axes.map(() => local('i32'));
  const start = local('i32');
  const nest = (k: number, base: I32): Stmt => {
    const [axis, counter, position] = [axes[k], counters[k], positions[k]];
    if (axis === undefined || counter === undefined || position === undefined)
      return body({ base, offset: 0, positions: positions.map(({ get }) => get) });
    const inside = local('i32');
    const there = seq(
      position.set(plus(times(counter.get, axis.stride), -axis.low)),
      inside.set(i32.add(base, times(position.get, axis.step * scale))),
      nest(k + 1, inside.get),
    );
    return k < unitAxes ? there : forRange(counter, i32.const(0), i32.const(axis.places), 1, there);
  };
  const digits = counters.slice(0, unitAxes).map((counter, k): Stmt => {
    const places = axes[k]?.places ?? 1;
    return seq(counter.set(modulo(start.get, places)), start.set(over(start.get, places)));
  });
  return seq(
    start.set(unit),
    ...digits.toReversed(),
    start.set(times(start.get, leadElements * scale)),
    nest(0, start.get),
  );
};

/** One tap of a window. */
export interface Tap {
  /** Its offset from the start of x, to which the (never negative) constant is to be added. */
  readonly from: I32;
  readonly offset: number;
  /** Its number in row-major order. */
  readonly lanes: () => V128;
  /** It is known, while the code is made, to be the first. */
  readonly isFirst: boolean;
}

/** Handles the taps of the window at a place that do not fall outside, in row-major order. */
export const eachTap = (
  kit: Kit,
  layout: WindowLayout,
  scale: number,
  { base, offset, positions }: WindowPlace,
  visit: (tap: Tap) => Stmt,
): Stmt => {
  const { axes } = layout;
  const inside = (k: number, tap: I32): readonly I32[] => {
    const [axis, position] = [axes[k], positions[k]];
    return axis?.padded === true && position !== undefined
      ? [i32.lt_u(i32.add(position, times(tap, axis.dilation)), i32.const(axis.size))]
      : [];
  };
  const where = (conditions: readonly I32[], then: Stmt): Stmt =>
    conditions.reduceRight((rest, condition) => when(condition, rest), then);
  const padded = isPadded(layout);

  const unrolled = (k: number, number: number, moved: number): Stmt => {
    const axis = axes[k];
    if (axis === undefined) {
      const lanes = (): V128 => kit.i32(number);
      // In padding the base may be negative, and only the sum is an offset.
      return visit(
        padded
          ? { from: plus(base, moved), offset, lanes, isFirst: false }
          : { from: base, offset: offset + moved, lanes, isFirst: number === 0 },
      );
    }
    return seq(
      ...Array.from({ length: axis.window }, (_, t) =>
        where(
          inside(k, i32.const(t)),
          unrolled(k + 1, number * axis.window + t, moved + t * axis.dilation * axis.step * scale),
        ),
      ),
    );
  };
  const looped = (k: number, number: I32, from: I32): Stmt => {
    const axis = axes[k];
    if (axis === undefined) return visit({ from, offset, lanes: () => i32x4.splat(number), isFirst: false });
    const [t, numbered, moved] = [kit.local('i32'), kit.local('i32'), kit.local('i32')];
    return forRange(
      t,
      i32.const(0),
      i32.const(axis.window),
      1,
      where(
        inside(k, t.get),
        seq(
          numbered.set(i32.add(times(number, axis.window), t.get)),
          moved.set(i32.add(from, times(t.get, axis.dilation * axis.step * scale))),
          looped(k + 1, numbered.get, moved.get),
        ),
      ),
    );
  };
  return isUnrolled(layout) ? unrolled(0, 0, 0) : looped(0, i32.const(0), base);
};
