/** Which element of a window is the largest: the first of those that are, and NaN before all numbers. */
import { type I32, i32, type Local, type Stmt, select, seq, type V128, v128 } from '../assembler/index.ts';
import { plus, times } from './arithmetic.ts';
import type { Order } from './elements.ts';
import type { Kit } from './kit.ts';
import { hasFixedStart, type WindowLayout } from './window-layout.ts';
import { eachTap, type Tap, type WindowPlace } from './window-loops.ts';

/**
 * Of four windows side by side, keeps what `candidate` gives for the tap that is the largest in each lane; `nothing` where all taps
 * fall outside. Offsets are in bytes.
 */
export const largestInLanes = (
  kit: Kit,
  layout: WindowLayout,
  place: WindowPlace,
  x: I32,
  beats: (x: V128, y: V128) => V128,
  kept: { readonly local: Local<'v128'>; readonly nothing: number; readonly candidate: (tap: Tap) => V128 },
): Stmt => {
  const [best, next, mask, fresh] = [
    kit.local('v128'),
    kit.local('v128'),
    kit.local('v128'),
    kit.local('v128'),
  ];
  const { local, nothing, candidate } = kept;
  const isFixed = hasFixedStart(layout);
  const taps = eachTap(kit, layout, 4, place, (tap) => {
    const here = v128.load(i32.add(x, tap.from), tap.offset);
    if (tap.isFirst) return seq(best.set(here), local.set(candidate(tap)));
    const isNext = beats(next.get, best.get);
    return seq(
      next.set(here),
      mask.set(isFixed ? isNext : v128.or(isNext, fresh.get)),
      best.set(v128.bitselect(next.get, best.get, mask.get)),
      local.set(v128.bitselect(candidate(tap), local.get, mask.get)),
      ...(isFixed ? [] : [fresh.set(kit.i32(0))]),
    );
  });
  return isFixed ? taps : seq(fresh.set(kit.i32(-1)), local.set(kit.i32(nothing)), taps);
};

/** Sets `leader` to the number of the element that is the largest of a window, or −1. Offsets are in elements. */
export const largestAt = <T extends 'f32' | 'i32'>(
  kit: Kit,
  layout: WindowLayout,
  place: WindowPlace,
  x: { readonly start: I32; readonly width: number },
  order: Order<T>,
  leader: Local<'i32'>,
): Stmt => {
  const [best, next] = [kit.local(order.type), kit.local(order.type)];
  const [isNext, element] = [kit.local('i32'), kit.local('i32')];
  return seq(
    leader.set(i32.const(-1)),
    eachTap(kit, layout, 1, place, (tap) =>
      seq(
        element.set(plus(tap.from, tap.offset)),
        next.set(order.load(i32.add(x.start, times(element.get, x.width)))),
        isNext.set(i32.or(i32.lt_s(leader.get, i32.const(0)), order.beats(next.get, best.get))),
        best.set(select(next.get, best.get, isNext.get)),
        leader.set(select(element.get, leader.get, isNext.get)),
      ),
    ),
  );
};
