/** Packing of A: the numbers of a tile one after the other, in the order in which they are read. */
import { type FunctionCode, f32, forUpTo, i32, procedure, seq, v128 } from '../assembler/index.ts';
import { bytesPerElement } from './address.ts';
import { type LoopAxis, nest } from './loops.ts';
import { entryBytes } from './tile.ts';

export interface RowPacking {
  /** Where the rows of a tile are in A, in bytes. */
  readonly rows: readonly number[];
  /** `a`: strides in A, in bytes. */
  readonly inner: readonly { readonly size: number; readonly a: number }[];
  readonly counted: boolean;
}

/** A procedure (table, table's end, a, packed, count) that packs the tiles of the table. */
export const packRows = ({ rows, inner, counted }: RowPacking): FunctionCode =>
  procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([table, end, a, packed, count], local) => {
    const [from, to] = [local('i32'), local('i32')];
    const axes = inner.map(({ size, a: stride }, i): LoopAxis => {
      const after = inner.slice(i + 1).reduce((product, axis) => product * axis.size, 1);
      return { size, a: stride, b: after * rows.length * bytesPerElement };
    });
    const last = axes.at(-1) ?? { a: 0, b: 0 };
    /** Four rows that follow each other in A are moved together. */
    const isRun = (i: number): boolean =>
      [1, 2, 3].every((n) => rows[i + n] === (rows[i] ?? 0) + n * bytesPerElement);
    const moves: { readonly row: number; readonly vector: boolean }[] = [];
    for (let row = 0; row < rows.length; row += moves.at(-1)?.vector ? 4 : 1) {
      moves.push({ row, vector: isRun(row) });
    }
    const move = (aOffset: number, bOffset: number) =>
      seq(
        ...moves.map(({ row, vector }) => {
          const [source, target] = [aOffset + (rows[row] ?? 0), bOffset + row * bytesPerElement];
          return vector
            ? v128.store(to.get, v128.load(from.get, source), target)
            : f32.store(to.get, f32.load(from.get, source), target);
        }),
      );
    const copies = nest(
      { axes, ...(counted ? { counted: { count: count.get, whole: false } } : {}) },
      from,
      to,
      local,
      {
        turn: 4,
        emit: (aOffset, bOffset, n) =>
          seq(...Array.from({ length: n }, (_, k) => move(aOffset + k * last.a, bOffset + k * last.b))),
      },
    );
    return forUpTo(
      table,
      end.get,
      entryBytes,
      seq(
        from.set(i32.add(a.get, i32.load(table.get, 8))),
        to.set(i32.add(packed.get, i32.load(table.get, 0))),
        copies,
      ),
    );
  });
