/** Tiles by dot products: vectors along an inner axis that is contiguous in A and in B. The lanes are summed at the end. */
import { after, f32x4, i8x16, type Local, seq, type V128 } from '../assembler/index.ts';
import { loadLanes } from './lanes.ts';
import { multiplyAdd, type Products, type Tile, type TileContext } from './products.ts';

/** Picks 32-bit lanes: 0 to 3 of x, 4 to 7 of y. */
const lanesOf = (x: V128, y: V128, ...picks: readonly number[]): V128 =>
  i8x16.shuffle(
    x,
    y,
    picks.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  );

export const dotProducts = (tile: Tile, { a, b, local, site }: TileContext): Products => {
  const rows = tile.rows.map((row) => ({
    ...row,
    left: local('v128'),
    sums: Array.from({ length: tile.columns }, () => local('v128')),
    result: local('v128'),
  }));
  const right = local('v128');
  const [first, second] = [local('v128'), local('v128')];
  const columnStride = tile.columnStride ?? 0;
  /** The sums of the lanes of up to four vectors, as lanes of one. */
  const across = (sums: readonly Local<'v128'>[]): V128 => {
    const at = (j: number): V128 => (sums[j] ?? right).get;
    const pair = (j: number) =>
      f32x4.add(lanesOf(at(j), at(j + 1), 0, 4, 1, 5), lanesOf(at(j), at(j + 1), 2, 6, 3, 7));
    return after(
      seq(first.set(pair(0)), second.set(tile.columns > 2 ? pair(2) : first.get)),
      f32x4.add(lanesOf(first.get, second.get, 0, 1, 4, 5), lanesOf(first.get, second.get, 2, 3, 6, 7)),
    );
  };
  return {
    startsFrom: false,
    start: (initial) =>
      seq(...rows.flatMap(({ sums }, i) => sums.map((total, j) => total.set(initial(i, j))))),
    step: {
      turn: 4,
      emit: (aOffset, bOffset, count) =>
        seq(
          ...rows.map((row) => row.left.set(loadLanes(a.get, aOffset + row.a, count))),
          ...Array.from({ length: tile.columns }, (_, j) =>
            seq(
              right.set(loadLanes(b.get, bOffset + j * columnStride, count)),
              ...rows.flatMap(({ left, sums }) =>
                sums
                  .slice(j, j + 1)
                  .map((total) => total.set(multiplyAdd(site, left.get, right.get, total.get))),
              ),
            ),
          ),
        ),
    },
    finish: (initial) =>
      seq(...rows.map(({ sums, result }, i) => result.set(f32x4.add(across(sums), initial(i, 0))))),
    vectors: rows.map(({ result }) => [result.get]),
  };
};
