/** Where a unit and a block of the inner axes are: local variables of the driver, and how they are set. */
import { type I32, i32, type Local, type Locals, type Stmt, select, seq } from '../assembler/index.ts';
import { modulo, over, plus, times } from '../kernels/arithmetic.ts';
import { bytesPerElement, offsetOf } from './address.ts';
import type { OuterAxis } from './axes.ts';
import { outerOfB, packedMatrix, type Schedule } from './schedule.ts';
import { volume } from './spec.ts';
import { tileCount } from './tiling.ts';

type Variable = Local<'i32'>;

/** The smaller of two numbers. */
export const lesser = (x: I32, y: I32): I32 => select(x, y, i32.lt_s(x, y));

export interface UnitCursor {
  readonly enter: Stmt;
  readonly tileFrom: Variable;
  readonly tileTo: Variable;
  readonly panelFrom: Variable;
  readonly panelTo: Variable;
  /** Addresses of the step of the outer axes. */
  readonly a: Variable;
  readonly b: Variable;
  readonly c: Variable;
  /** What that step adds to the numbers of rows and columns. */
  readonly row: I32;
  readonly column: I32;
}

/** The piece of the output that a unit's number stands for: panels change fastest, then tiles, then the outer axes. */
export const unitCursor = (
  schedule: Schedule,
  unit: I32,
  operands: readonly [a: I32, b: I32, c: I32],
  local: Locals,
): UnitCursor => {
  const { form, tiling, panels, packedB, rowBlocks, columnBlocks } = schedule;
  const step = local('i32');
  const [tileFrom, tileTo] = [local('i32'), local('i32')];
  const [panelFrom, panelTo] = [local('i32'), local('i32')];
  const [a, b, c] = [local('i32'), local('i32'), local('i32')];
  const along = (stride: (axis: OuterAxis) => number): I32 =>
    offsetOf(
      step.get,
      form.outer.map((axis) => ({ size: axis.size, stride: stride(axis) })),
    );
  const matrices = new Map(
    outerOfB(schedule).map((axis, i, all) => [axis, volume(all.slice(i + 1)) * packedMatrix(schedule)]),
  );
  const strideOfB = (axis: OuterAxis): number =>
    packedB ? (matrices.get(axis) ?? 0) : axis.b * bytesPerElement;
  const share = (part: I32, parts: number, all: number): I32 => over(times(part, all), parts);
  const rowBlock = modulo(over(unit, columnBlocks), rowBlocks);
  const columnBlock = modulo(unit, columnBlocks);
  const enter = seq(
    step.set(over(unit, columnBlocks * rowBlocks)),
    tileFrom.set(share(rowBlock, rowBlocks, tileCount(tiling))),
    tileTo.set(share(plus(rowBlock, 1), rowBlocks, tileCount(tiling))),
    panelFrom.set(share(columnBlock, columnBlocks, panels.count)),
    panelTo.set(share(plus(columnBlock, 1), columnBlocks, panels.count)),
    a.set(
      i32.add(
        operands[0],
        along((axis) => axis.a * bytesPerElement),
      ),
    ),
    b.set(i32.add(operands[1], along(strideOfB))),
    c.set(
      i32.add(
        operands[2],
        along((axis) => axis.c * bytesPerElement),
      ),
    ),
  );
  const numbers = { row: along((axis) => axis.row), column: along((axis) => axis.column) };
  return { enter, tileFrom, tileTo, panelFrom, panelTo, a, b, c, ...numbers };
};

export interface BlockCursor {
  readonly enter: Stmt;
  /** Steps of the axis that is cut. */
  readonly length: Variable;
  readonly a: Variable;
  /** The address of unpacked B. */
  readonly b: Variable;
  /** The number of the block's first element: where it is in a panel of packed B, times the panel's width. */
  readonly first: Variable;
}

/** A block of the inner axes. */
export const blockCursor = (
  { blocks }: Schedule,
  block: I32,
  unit: Pick<UnitCursor, 'a' | 'b'>,
  local: Locals,
): BlockCursor => {
  const { outer, axis, inside, piece, pieces } = blocks;
  const [start, length, first] = [local('i32'), local('i32'), local('i32')];
  const [a, b] = [local('i32'), local('i32')];
  const step = over(block, pieces);
  const offset = (operand: 'a' | 'b'): I32 =>
    i32.add(
      offsetOf(
        step,
        outer.map(({ size, [operand]: stride }) => ({ size, stride: stride * bytesPerElement })),
      ),
      times(start.get, axis[operand] * bytesPerElement),
    );
  const enter = seq(
    start.set(times(modulo(block, pieces), piece)),
    length.set(lesser(i32.sub(i32.const(axis.size), start.get), i32.const(piece))),
    a.set(i32.add(unit.a.get, offset('a'))),
    b.set(i32.add(unit.b.get, offset('b'))),
    first.set(times(i32.add(times(step, axis.size), start.get), volume(inside))),
  );
  return { enter, length, a, b, first };
};
