/** Numbers added up where each window's largest element is: the derivative of a maximum pool. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import {
  forRange,
  type I32,
  i32,
  i32x4,
  type Local,
  memory,
  nop,
  procedure,
  type Stmt,
  seq,
  type V128,
  v128,
  when,
} from '../assembler/index.ts';
import { advance, modulo, over, times } from './arithmetic.ts';
import { beatsInLanes, bytesOf, ordered, sumsOf } from './elements.ts';
import type { Kernel } from './kernel.ts';
import { type Kit, kitOf } from './kit.ts';
import { blockChannels, fourOfBlock, zeroBlock } from './window-blocks.ts';
import { eachFour, eachOne, type Lanes, laneAddress, placeOf } from './window-lanes.ts';
import { largestAt, largestInLanes } from './window-largest.ts';
import { areTiles, type WindowLayout, windowLayout } from './window-layout.ts';
import { eachPlace, eachTap, type WindowPlace } from './window-loops.ts';

/** With fewer arrays than this side by side, channels are shared out too. */
const enoughArrays = 8;

interface Operands {
  readonly x: I32;
  /** The place's channels. */
  readonly c: Local<'i32'>;
  readonly out: I32;
}

/**
 * `selectScatter` (x, c of the windows' shape) → zeros like x, each c added at the first largest x of its window (NaN is the
 * largest of all), in the order of the places; dropped where a window sees padding only. f32 is summed in single precision, i32
 * wraps. Four channels at once if the window is 1 along them. A unit is one position along the first axes, as far as the window
 * is 1 there, and where those are few 16 channels of it.
 */
export const selectScatterKernel = (params: Params['selectScatter'], x: Aval, c: Aval): Kernel => {
  const layout = windowLayout(params, x.shape, c.shape);
  const { lead, inner, leadElements, leadPlaces } = layout;
  const isWide = inner >= 4 && x.dtype !== 'bool' && c.dtype !== 'bool';
  const blocks = isWide && lead < enoughArrays ? Math.max(1, Math.floor(inner / blockChannels)) : 1;
  const width = bytesOf(c.dtype);
  return {
    key: `selectScatter ${x.dtype} ${c.dtype} ${blocks} ${leadElements} ${layout.key}`,
    pointers: 3,
    units: leadElements === 0 ? 0 : lead * blocks,
    work: (leadPlaces * sizeOf(params.window) * (isWide ? 3 : 6)) / blocks,
    scratch: 0,
    build: (site) =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ([xStart, cStart, out, , first, end], local) => {
        const kit = kitOf(site, local);
        const [unit, array, block, places] = [local('i32'), local('i32'), local('i32'), local('i32')];
        const operands = { x: xStart.get, c: places, out: out.get };
        const add = (place: WindowPlace): Stmt =>
          isWide
            ? wide(kit, layout, [x, c], operands, place, (body) =>
                blocks === 1 ? eachFour(kit, inner, body) : fourOfBlock(kit, inner, block.get, blocks, body),
              )
            : narrow(kit, layout, [x, c], operands, place);
        const start = i32.add(out.get, times(array.get, leadElements * width));
        const whole = memory.fill(start, i32.const(0), i32.const(leadElements * width));
        const loops = forRange(
          unit,
          first.get,
          end.get,
          1,
          seq(
            array.set(over(unit.get, blocks)),
            block.set(modulo(unit.get, blocks)),
            places.set(i32.add(cStart.get, times(array.get, leadPlaces * width))),
            areTiles(layout) && isWide
              ? nop
              : blocks === 1
                ? whole
                : zeroBlock(kit, start, block.get, { inner, blocks, rows: leadElements / inner }),
            eachPlace(kit, layout, { scale: isWide ? 4 : 1, unitAxes: 0, unit: array.get }, (place) =>
              seq(add(place), advance(places, inner * width)),
            ),
          ),
        );
        return seq(kit.prelude(), loops);
      }),
  };
};

const wide = (
  kit: Kit,
  layout: WindowLayout,
  [xAval, cAval]: readonly [Aval, Aval],
  { x, c, out }: Operands,
  place: WindowPlace,
  each: (body: (lanes: Lanes) => Stmt) => Stmt,
): Stmt => {
  const [number, added, part] = [kit.local('v128'), kit.local('v128'), kit.local('v128')];
  const tiles = areTiles(layout);
  const sum = sumsOf(cAval.dtype).lanes;
  // In the tail, lanes that were handled before add 0: no sum is −0, so that changes nothing.
  const done = (4 - (layout.inner % 4)) % 4;
  const isLeft = i32x4.const(done > 0 ? 0 : -1, done > 1 ? 0 : -1, done > 2 ? 0 : -1, -1);
  const given = (lanes: Lanes): V128 => {
    const all = v128.load(laneAddress(c.get, lanes), lanes.offset);
    return lanes.isTail && !tiles ? v128.and(all, isLeft) : all;
  };
  return each((lanes) =>
    seq(
      largestInLanes(kit, layout, placeOf(place, lanes), x, beatsInLanes(xAval.dtype, 'max'), {
        local: number,
        nothing: -1,
        candidate: (tap) => tap.lanes(),
      }),
      added.set(given(lanes)),
      eachTap(kit, layout, 4, placeOf(place, lanes), (tap) => {
        const to = i32.add(out, tap.from);
        // Where nothing is read, 0 is added none the less: it makes 0 of −0, as every sum here does.
        const before = tiles ? kit.f32(0) : v128.load(to, tap.offset);
        return seq(
          part.set(v128.and(added.get, i32x4.eq(number.get, tap.lanes()))),
          v128.store(to, sum(part.get, before), tap.offset),
        );
      }),
    ),
  );
};

const narrow = (
  kit: Kit,
  layout: WindowLayout,
  [xAval, cAval]: readonly [Aval, Aval],
  { x, c, out }: Operands,
  place: WindowPlace,
): Stmt => {
  const leader = kit.local('i32');
  const width = bytesOf(cAval.dtype);
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
        when(
          i32.ge_s(leader.get, i32.const(0)),
          sumsOf(cAval.dtype).addTo(
            i32.add(out, times(leader.get, width)),
            i32.add(c.get, times(lane.at ?? i32.const(0), width)),
          ),
        ),
      ),
    ),
  );
};
