/** The driver: units of the output, panel by panel, once for each block of the inner axes. */
import {
  type Callable,
  call,
  type FunctionCode,
  forRange,
  forUpTo,
  type I32,
  i32,
  type Local,
  nop,
  procedure,
  type Stmt,
  seq,
  when,
} from '../assembler/index.ts';
import { plus, times } from '../kernels/arithmetic.ts';
import type { Site, Tail } from '../kernels/kernel.ts';
import { bytesPerElement, sum } from './address.ts';
import { blockCursor, lesser, unitCursor } from './cursors.ts';
import { packedPanel, packedStrides, type Schedule } from './schedule.ts';
import { volume } from './spec.ts';
import { fillTable, rowOf, slotBytes, tilesInBlock } from './table.ts';
import { entryBytes } from './tile.ts';
import { type BothLengths, tilesOf } from './tiles.ts';

/** Bytes of scratch that a thread needs: the table of tiles, and packed A behind it. */
export const scratchBytes = (schedule: Schedule): number =>
  tilesInBlock(schedule) * (entryBytes + (schedule.packedA ? slotBytes(schedule) : 0));

/** Independent pieces of the output. */
export const unitCount = ({ form, rowBlocks, columnBlocks }: Schedule): number =>
  volume(form.outer) * rowBlocks * columnBlocks;

/** A procedure (a, b or packed b, c, bias?, …pointers of the tail, scratch, first, last). */
export const blockedFunction = (schedule: Schedule, tail: Tail | undefined, site: Site): FunctionCode => {
  const { form, tiling, blocks, panels, packedB, packedA, init } = schedule;
  const own = init === 'bias' ? 4 : 3;
  const pointers = own + (tail?.pointers ?? 0);
  return procedure(
    Array.from({ length: pointers + 3 }, () => 'i32' as const),
    (params, local) => {
      const at = (i: number): Local<'i32'> => {
        const parameter = params[i];
        if (parameter === undefined) throw new RangeError(`contraction: no parameter ${i}`);
        return parameter;
      };
      const [scratch, unit, last] = [at(pointers), at(pointers + 1), at(pointers + 2)];
      const [front, back] = [local('i32'), local('i32')];
      const [block, panel, column] = [local('i32'), local('i32'), local('i32')];
      const here = unitCursor(schedule, unit.get, [at(0).get, at(1).get, at(2).get], local);
      const inner = blockCursor(schedule, block.get, here, local);
      const tableEnd = plus(scratch.get, tilesInBlock(schedule) * entryBytes);
      const packed = tableEnd;
      const tiles = tilesOf(schedule, site);
      const callBoth = ({ big, small }: BothLengths, shared: readonly I32[]): Stmt => {
        const one = (f: Callable, from: I32, to: I32) => call(f, [from, to, ...shared]);
        return seq(one(big, scratch.get, front.get), small === null ? nop : one(small, back.get, tableEnd));
      };
      const width = panels.width * bytesPerElement;
      const right = (columns: number): I32 => {
        const columnStride = form.columns.at(-1)?.b ?? 1;
        if (!packedB) return i32.add(inner.b.get, times(panel.get, width * columnStride));
        const [rowBytes = 0] = packedStrides([{ size: 1, a: 0, b: 0 }], columns);
        return sum(here.b.get, times(panel.get, packedPanel(schedule)), times(inner.first.get, rowBytes));
      };
      const bias = init === 'bias' ? i32.add(at(3).get, times(column.get, bytesPerElement)) : i32.const(0);
      const compute = (columns: number): Stmt =>
        callBoth(tiles.compute(columns), [
          packedA ? packed : inner.a.get,
          right(columns),
          i32.add(here.c.get, times(panel.get, width)),
          i32.add(bias, times(panel.get, width)),
          packedA ? times(inner.length.get, volume(blocks.inside)) : inner.length.get,
          i32.ne(block.get, i32.const(0)),
        ]);
      const full = panels.last === panels.width ? panels.count : panels.count - 1;
      const isLast = i32.eq(here.panelTo.get, i32.const(panels.count));
      const allPanels = seq(
        full === 0
          ? nop
          : forRange(
              panel,
              here.panelFrom.get,
              lesser(here.panelTo.get, i32.const(full)),
              1,
              compute(panels.width),
            ),
        full === panels.count ? nop : when(isLast, seq(panel.set(i32.const(full)), compute(panels.last))),
      );
      const columnEnd = lesser(times(here.panelTo.get, panels.width), i32.const(panels.columns));
      const finish = (): Stmt =>
        tail === undefined
          ? nop
          : tail.run(
              site,
              Array.from({ length: tail.pointers }, (_, i) => at(own + i).get),
              {
                rowStart: i32.add(rowOf(tiling, here.tileFrom.get), here.row),
                rowEnd: i32.add(rowOf(tiling, here.tileTo.get), here.row),
                columnStart: i32.add(times(here.panelFrom.get, panels.width), column.get),
                columnEnd: i32.add(columnEnd, column.get),
              },
            );
      const packTiles = packedA ? callBoth(tiles.pack(), [inner.a.get, packed, inner.length.get]) : nop;
      const body = seq(
        here.enter,
        column.set(here.column),
        fillTable(schedule, local, [scratch.get, front, back], {
          from: here.tileFrom.get,
          to: here.tileTo.get,
        }),
        forRange(block, i32.const(0), i32.const(blocks.count), 1, seq(inner.enter, packTiles, allPanels)),
        finish(),
      );
      return forUpTo(unit, last.get, 1, body);
    },
  );
};
