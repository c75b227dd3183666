/** Channels in blocks, for sharing them out. */
import { forRange, type I32, i32, memory, nop, type Stmt, seq, when } from '../assembler/index.ts';
import { advance, plus, times } from './arithmetic.ts';
import type { Kit } from './kit.ts';
import { type Lanes, tailLanes } from './window-lanes.ts';

/** A block's channels: 64 bytes, a line of the cache. The last block has those left over, too. */
export const blockChannels = 16;

/** The vectors of one block of channels; the last block has those that are left. */
export const fourOfBlock = (
  kit: Kit,
  inner: number,
  block: I32,
  blocks: number,
  body: (lanes: Lanes) => Stmt,
): Stmt => {
  const [at, stop] = [kit.local('i32'), kit.local('i32')];
  const isLast = i32.eq(block, i32.const(blocks - 1));
  const vectors = 16 * Math.floor(inner / 4);
  return seq(
    stop.set(times(plus(block, 1), 4 * blockChannels)),
    when(isLast, stop.set(i32.const(vectors))),
    forRange(
      at,
      times(block, 4 * blockChannels),
      stop.get,
      16,
      body({ at: at.get, offset: 0, isTail: false }),
    ),
    inner % 4 === 0 ? nop : when(isLast, tailLanes(inner, body)),
  );
};

/** Zeroes one block of channels of `rows` rows, from the first row's first channel on. */
export const zeroBlock = (
  kit: Kit,
  start: I32,
  block: I32,
  { inner, blocks, rows }: { readonly inner: number; readonly blocks: number; readonly rows: number },
): Stmt => {
  const [row, to, bytes] = [kit.local('i32'), kit.local('i32'), kit.local('i32')];
  return seq(
    to.set(i32.add(start, times(block, 4 * blockChannels))),
    bytes.set(i32.const(4 * blockChannels)),
    when(
      i32.eq(block, i32.const(blocks - 1)),
      bytes.set(i32.const(4 * (inner - blockChannels * (blocks - 1)))),
    ),
    forRange(
      row,
      i32.const(0),
      i32.const(rows),
      1,
      seq(memory.fill(to.get, i32.const(0), bytes.get), advance(to, 4 * inner)),
    ),
  );
};
