/** The driver: units of the output, cut out of its outer axes, tiles and panels, block by block of the inner axes. */
import {
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
  select,
  seq,
  when,
} from '../assembler/index.ts';
import type { Site, Tail } from '../kernels/kernel.ts';
import { bytesPerElement, modulo, offsetOf, over, plus, sum, times } from './address.ts';
import { outerOfB, packedMatrix, packedPanel, packedStrides, type Schedule } from './schedule.ts';
import { volume } from './spec.ts';
import { fillTable, rowOf, slotBytes, tilesInBlock } from './table.ts';
import { entryBytes } from './tile.ts';
import { tilesOf } from './tiles.ts';
import { tileCount } from './tiling.ts';

/** Bytes of scratch that a thread needs. */
export const scratchBytes = (schedule: Schedule): number =>
  tilesInBlock(schedule) * (entryBytes + (schedule.packedA ? slotBytes(schedule) : 0));

/** Independent pieces of the output. */
export const unitCount = ({ form, rowBlocks, columnBlocks }: Schedule): number =>
  volume(form.outer) * rowBlocks * columnBlocks;

const pointersOf = ({ init }: Schedule): number => (init === 'bias' ? 4 : 3);

/** A procedure (a, b or packed b, c, bias?, …pointers of the tail, scratch, first, last). */
export const blockedFunction = (schedule: Schedule, tail: Tail | undefined, site: Site): FunctionCode => {
  const own = pointersOf(schedule);
  const count = own + (tail?.pointers ?? 0);
  return procedure(
    Array.from({ length: count + 3 }, () => 'i32' as const),
    (params, local) => {
      const at = (i: number): Local<'i32'> => {
        const parameter = params[i];
        if (parameter === undefined) throw new RangeError(`contraction: no parameter ${i}`);
        return parameter;
      };
      const [unit, last, scratch] = [at(count + 1), at(count + 2), at(count)];
      const bias = schedule.init === 'bias' ? at(3).get : i32.const(0);
      const { form, tiling, blocks, panels, packedB, packedA, rowBlocks, columnBlocks } = schedule;
      const variable = () => local('i32');
      const [step, tileFrom, tileTo, panelFrom, panelTo] = [
        variable(),
        variable(),
        variable(),
        variable(),
        variable(),
      ];
      const [a, b, c, front, back] = [variable(), variable(), variable(), variable(), variable()];
      const [block, start, length, aBlock, bBlock, panel, column] = [
        variable(),
        variable(),
        variable(),
        variable(),
        variable(),
        variable(),
        variable(),
      ];
      const outerOffset = (stride: (axis: (typeof form.outer)[number]) => number): I32 =>
        offsetOf(
          step.get,
          form.outer.map((axis) => ({ size: axis.size, stride: stride(axis) })),
        );
      const share = (part: I32, parts: number, all: number): I32 => over(times(part, all), parts);
      const packedOuter = new Map(
        outerOfB(schedule).map((axis, i, all) => [axis, volume(all.slice(i + 1)) * packedMatrix(schedule)]),
      );
      const rowBlock = modulo(over(unit.get, columnBlocks), rowBlocks);
      const columnBlock = modulo(unit.get, columnBlocks);
      const cut = seq(
        step.set(over(unit.get, columnBlocks * rowBlocks)),
        tileFrom.set(share(rowBlock, rowBlocks, tileCount(tiling))),
        tileTo.set(share(plus(rowBlock, 1), rowBlocks, tileCount(tiling))),
        panelFrom.set(share(columnBlock, columnBlocks, panels.count)),
        panelTo.set(share(plus(columnBlock, 1), columnBlocks, panels.count)),
        a.set(
          i32.add(
            at(0).get,
            outerOffset((axis) => axis.a * bytesPerElement),
          ),
        ),
        b.set(
          i32.add(
            at(1).get,
            outerOffset((axis) => (packedB ? (packedOuter.get(axis) ?? 0) : axis.b * bytesPerElement)),
          ),
        ),
        c.set(
          i32.add(
            at(2).get,
            outerOffset((axis) => axis.c * bytesPerElement),
          ),
        ),
      );
      /** What a block of the inner axes adds to an address. */
      const inBlock = (operand: 'a' | 'b'): I32 =>
        i32.add(
          offsetOf(
            over(block.get, blocks.pieces),
            blocks.outer.map((axis) => ({ size: axis.size, stride: axis[operand] * bytesPerElement })),
          ),
          times(start.get, blocks.axis[operand] * bytesPerElement),
        );
      const rest = volume(blocks.inside);
      const enterBlock = seq(
        start.set(times(modulo(block.get, blocks.pieces), blocks.piece)),
        length.set(i32.sub(i32.const(blocks.axis.size), start.get)),
        length.set(
          select(length.get, i32.const(blocks.piece), i32.lt_s(length.get, i32.const(blocks.piece))),
        ),
        aBlock.set(i32.add(a.get, inBlock('a'))),
        // In packed B blocks follow each other: their elements' number, to be multiplied by a panel's width.
        bBlock.set(
          packedB
            ? times(i32.add(times(over(block.get, blocks.pieces), blocks.axis.size), start.get), rest)
            : i32.add(b.get, inBlock('b')),
        ),
      );
      const packed = plus(scratch.get, tilesInBlock(schedule) * entryBytes);
      const tableEnd = packed;
      const tiles = tilesOf(schedule, site);
      const calls = (columns: number): Stmt => {
        const stride = (form.columns.at(-1)?.b ?? 1) * bytesPerElement;
        const right = packedB
          ? sum(
              b.get,
              times(panel.get, packedPanel(schedule)),
              times(bBlock.get, packedStrides([{ size: 1, a: 0, b: 0 }], columns)[0] ?? 0),
            )
          : i32.add(bBlock.get, times(panel.get, panels.width * stride));
        const shared = [
          packedA ? packed : aBlock.get,
          right,
          i32.add(c.get, times(panel.get, panels.width * bytesPerElement)),
          i32.add(bias, times(i32.add(column.get, times(panel.get, panels.width)), bytesPerElement)),
          packedA ? times(length.get, rest) : length.get,
          i32.ne(block.get, i32.const(0)),
        ];
        const { big, small } = tiles.compute(columns);
        return seq(
          call(big, [scratch.get, front.get, ...shared]),
          small === null ? nop : call(small, [back.get, tableEnd, ...shared]),
        );
      };
      const full = panels.last === panels.width ? panels.count : panels.count - 1;
      const fullTo = select(panelTo.get, i32.const(full), i32.lt_s(panelTo.get, i32.const(full)));
      const packTiles = (): Stmt => {
        const { big, small } = tiles.pack();
        const shared = [aBlock.get, packed, length.get];
        return seq(
          call(big, [scratch.get, front.get, ...shared]),
          small === null ? nop : call(small, [back.get, tableEnd, ...shared]),
        );
      };
      const columnEnd = times(panelTo.get, panels.width);
      const finish = (): Stmt =>
        tail === undefined
          ? nop
          : tail.run(
              site,
              Array.from({ length: tail.pointers }, (_, i) => at(own + i).get),
              {
                rowStart: i32.add(
                  rowOf(tiling, tileFrom.get),
                  outerOffset((axis) => axis.row),
                ),
                rowEnd: i32.add(
                  rowOf(tiling, tileTo.get),
                  outerOffset((axis) => axis.row),
                ),
                columnStart: i32.add(times(panelFrom.get, panels.width), column.get),
                columnEnd: i32.add(
                  select(
                    columnEnd,
                    i32.const(panels.columns),
                    i32.lt_s(columnEnd, i32.const(panels.columns)),
                  ),
                  column.get,
                ),
              },
            );
      const compute = seq(
        enterBlock,
        packedA ? packTiles() : nop,
        full === 0 ? nop : forRange(panel, panelFrom.get, fullTo, 1, calls(panels.width)),
        full === panels.count
          ? nop
          : when(
              i32.eq(panelTo.get, i32.const(panels.count)),
              seq(panel.set(i32.const(full)), calls(panels.last)),
            ),
      );
      const body = seq(
        cut,
        column.set(outerOffset((axis) => axis.column)),
        fillTable(schedule, local, [scratch.get, front, back], { from: tileFrom.get, to: tileTo.get }),
        forRange(block, i32.const(0), i32.const(blocks.count), 1, compute),
        finish(),
      );
      return forUpTo(unit, last.get, 1, body);
    },
  );
};
