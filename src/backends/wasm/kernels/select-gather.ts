/** What lies where each window's largest element is. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { selectGather as shapeRule } from '../../../tensor/shape-rules/reduction.ts';
import {
  either,
  forRange,
  type I32,
  i32,
  type Local,
  procedure,
  type Stmt,
  seq,
  v128,
} from '../assembler/index.ts';
import { advance, times } from './arithmetic.ts';
import { beatsInLanes, bytesOf, moveElement, ordered } from './elements.ts';
import type { Kernel } from './kernel.ts';
import { type Kit, kitOf } from './kit.ts';
import { eachFour, eachOne, laneAddress, placeOf } from './window-lanes.ts';
import { largestAt, largestInLanes } from './window-largest.ts';
import { type WindowLayout, windowLayout } from './window-layout.ts';
import { eachPlace, type WindowPlace } from './window-loops.ts';

/** With fewer rows of places than this a unit is a single place. */
const enoughRows = 16;

interface Operands {
  readonly x: I32;
  readonly t: I32;
  /** Where the place's channels go. */
  readonly to: Local<'i32'>;
}

/**
 * `selectGather` (x, t, both of one shape) → t at the position of the first largest x of each window (NaN is the largest of all); 0
 * where a window sees padding only. Four channels at once if the window is 1 along them. A unit is a row of places, or
 * a place where rows are few.
 */
export const selectGatherKernel = (params: Params['selectGather'], x: Aval, t: Aval): Kernel => {
  const places = shapeRule(params, [x, t])[0]?.shape ?? [];
  const layout = windowLayout(params, x.shape, places);
  const { lead, axes, inner } = layout;
  const rows = lead * sizeOf(axes.slice(0, -1).map((axis) => axis.places));
  const unitAxes = rows < enoughRows ? axes.length : axes.length - 1;
  const units = lead * sizeOf(axes.slice(0, unitAxes).map((axis) => axis.places));
  const perUnit = sizeOf(axes.slice(unitAxes).map((axis) => axis.places)) * inner;
  const isWide = inner >= 4 && x.dtype !== 'bool' && t.dtype !== 'bool';
  return {
    key: `selectGather ${x.dtype} ${t.dtype} ${unitAxes} ${layout.key}`,
    pointers: 3,
    units: perUnit === 0 ? 0 : units,
    work: perUnit * sizeOf(params.window) * (isWide ? 2 : 6),
    scratch: 0,
    build: (site) =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ([xStart, tStart, out, , first, end], local) => {
        const kit = kitOf(site, local);
        const [unit, to] = [local('i32'), local('i32')];
        const operands = { x: xStart.get, t: tStart.get, to };
        const loops = forRange(
          unit,
          first.get,
          end.get,
          1,
          eachPlace(kit, layout, { scale: isWide ? 4 : 1, unitAxes, unit: unit.get }, (place) =>
            seq(
              isWide ? wide(kit, layout, x, operands, place) : narrow(kit, layout, [x, t], operands, place),
              advance(to, inner * bytesOf(t.dtype)),
            ),
          ),
        );
        return seq(
          kit.prelude(),
          to.set(i32.add(out.get, times(first.get, perUnit * bytesOf(t.dtype)))),
          loops,
        );
      }),
  };
};

const wide = (
  kit: Kit,
  layout: WindowLayout,
  aval: Aval,
  { x, t, to }: Operands,
  place: WindowPlace,
): Stmt => {
  const chosen = kit.local('v128');
  return eachFour(kit, layout.inner, (lanes) =>
    seq(
      largestInLanes(kit, layout, placeOf(place, lanes), x, beatsInLanes(aval.dtype, 'max'), {
        local: chosen,
        nothing: 0,
        candidate: ({ from, offset }) => v128.load(i32.add(t, from), offset),
      }),
      v128.store(laneAddress(to.get, lanes), chosen.get, lanes.offset),
    ),
  );
};

const narrow = (
  kit: Kit,
  layout: WindowLayout,
  [xAval, tAval]: readonly [Aval, Aval],
  { x, t, to }: Operands,
  place: WindowPlace,
): Stmt => {
  const leader = kit.local('i32');
  const width = bytesOf(tAval.dtype);
  const { load, store } = moveElement(tAval.dtype);
  return ordered(xAval.dtype, 'max', (order) =>
    eachOne(kit, layout.inner, (lane) =>
      seq(
        largestAt(
          kit,
          layout,
          placeOf(place, lane),
          { start: x, width: bytesOf(xAval.dtype) },
          order,
          leader,
        ),
        store(
          i32.add(to.get, times(lane.at ?? i32.const(0), width)),
          either(
            i32.lt_s(leader.get, i32.const(0)),
            i32.const(0),
            load(i32.add(t, times(leader.get, width))),
          ),
        ),
      ),
    ),
  );
};
