/** The table of the tiles of a block: where each one is. The driver makes it, tile functions read it. */
import {
  forRange,
  type I32,
  i32,
  type Local,
  type Locals,
  nop,
  type Stmt,
  select,
  seq,
} from '../assembler/index.ts';
import { modulo, over, plus, times } from '../kernels/arithmetic.ts';
import { bytesPerElement, offsetOf } from './address.ts';
import type { Schedule } from './schedule.ts';
import { entryBytes } from './tile.ts';
import { type Tiling, tileCount } from './tiling.ts';

/** At most so many tiles are in a block. */
export const tilesInBlock = ({ tiling, rowBlocks }: Schedule): number =>
  Math.ceil(tileCount(tiling) / rowBlocks);

/** Bytes of packed A for each tile. */
export const slotBytes = ({ tiling, blocks }: Schedule): number =>
  Math.ceil((tiling.big * tiling.inside * blocks.longest * bytesPerElement) / entryBytes) * entryBytes;

/** The first step of a tile along its axis. */
const stepOf = ({ big, bigCount, smallCount }: Tiling, tile: I32): I32 => {
  if (smallCount === 0) return times(tile, big);
  const before = plus(times(tile, big - 1), bigCount);
  return select(times(tile, big), before, i32.lt_s(tile, i32.const(bigCount)));
};

/** The number of the first row of a tile. */
export const rowOf = (tiling: Tiling, tile: I32): I32 => {
  const { bigCount, smallCount, axis, inside } = tiling;
  const along = bigCount + smallCount;
  return i32.add(
    times(over(tile, along), axis.size * inside),
    times(stepOf(tiling, modulo(tile, along)), inside),
  );
};

/**
 * Fills the table in: big tiles from `start` on, small ones from the end backwards. Afterwards `front` is the end of the
 * first, `back` the start of the others.
 */
export const fillTable = (
  schedule: Schedule,
  local: Locals,
  [start, front, back]: readonly [I32, Local<'i32'>, Local<'i32'>],
  tiles: { readonly from: I32; readonly to: I32 },
): Stmt => {
  const { tiling, packedA } = schedule;
  const { outer, axis, bigCount, smallCount } = tiling;
  const [tile, number, entry] = [local('i32'), local('i32'), local('i32')];
  const [place, isBig] = [local('i32'), local('i32')];
  const along = bigCount + smallCount;
  const offset = (operand: 'a' | 'c'): I32 =>
    i32.add(
      offsetOf(
        over(tile.get, along),
        outer.map((o) => ({ size: o.size, stride: o[operand] * bytesPerElement })),
      ),
      times(place.get, axis[operand] * bytesPerElement),
    );
  const choose =
    smallCount === 0
      ? seq(entry.set(front.get), front.set(plus(front.get, entryBytes)))
      : seq(
          isBig.set(i32.lt_s(number.get, i32.const(bigCount))),
          back.set(i32.sub(back.get, select(i32.const(0), i32.const(entryBytes), isBig.get))),
          entry.set(select(front.get, back.get, isBig.get)),
          front.set(i32.add(front.get, times(isBig.get, entryBytes))),
        );
  const slot = times(i32.sub(entry.get, start), slotBytes(schedule) / entryBytes);
  const body = seq(
    number.set(modulo(tile.get, along)),
    choose,
    place.set(stepOf(tiling, number.get)),
    i32.store(entry.get, packedA ? slot : offset('a'), 0),
    i32.store(entry.get, offset('c'), 4),
    packedA ? i32.store(entry.get, offset('a'), 8) : nop,
  );
  return seq(
    front.set(start),
    back.set(plus(start, tilesInBlock(schedule) * entryBytes)),
    forRange(tile, tiles.from, tiles.to, 1, body),
  );
};
