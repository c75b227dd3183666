/** The function that computes tiles of the output: a few rows by a few columns, held in registers. */
import {
  type FunctionCode,
  f32x4,
  forUpTo,
  i32,
  procedure,
  type Stmt,
  seq,
  when,
} from '../assembler/index.ts';
import type { Site } from '../kernels/kernel.ts';
import { dotProducts } from './dots.ts';
import { loadLanes, storeLanes } from './lanes.ts';
import { nest } from './loops.ts';
import { outerProducts } from './panel.ts';
import type { Initial, Tile } from './products.ts';

/** Bytes of an entry of the table of tiles: addresses relative to A's and C's (and a third, to pack from). */
export const entryBytes = 16;

/**
 * A procedure (table, table's end, a, b, c, bias, count, resume): computes the tiles of the table, which all use the
 * same columns of B, and so find them in the cache.
 */
export const tileFunction = (tile: Tile, site: Site): FunctionCode =>
  procedure(
    ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    ([table, end, aBase, bBase, cBase, bias, count, resume], local) => {
      const [a, b, c] = [local('i32'), local('i32'), local('i32')];
      const products = (tile.columnStride === null ? outerProducts : dotProducts)(tile, {
        a,
        b,
        local,
        site,
      });
      const lanes = (j: number): number => Math.min(4, tile.columns - 4 * j);
      const initial: { readonly [I in Tile['init']]: Initial } = {
        zero: () => f32x4.const(0),
        bias: (_, j) => loadLanes(bias.get, 16 * j, lanes(j)),
        add: (i, j) => loadLanes(c.get, (tile.rows[i]?.c ?? 0) + 16 * j, lanes(j)),
      };
      const fromInitial = (then: (from: Initial) => Stmt): Stmt =>
        tile.resumes && tile.init !== 'add'
          ? when(resume.get, then(initial.add), then(initial[tile.init]))
          : then(initial[tile.init]);
      const counted = tile.counted ? { counted: { count: count.get, whole: tile.whole } } : {};
      const body = seq(
        a.set(i32.add(aBase.get, i32.load(table.get, 0))),
        b.set(bBase.get),
        c.set(i32.add(cBase.get, i32.load(table.get, 4))),
        products.startsFrom ? fromInitial(products.start) : products.start(initial.zero),
        nest({ axes: tile.inner, ...counted }, a, b, local, products.step),
        products.startsFrom ? products.finish(initial.zero) : fromInitial(products.finish),
        ...products.vectors.flatMap((row, i) =>
          row.map((x, j) => storeLanes(c.get, x, (tile.rows[i]?.c ?? 0) + 16 * j, lanes(j))),
        ),
      );
      return forUpTo(table, end.get, entryBytes, body);
    },
  );
