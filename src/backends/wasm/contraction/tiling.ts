/** How rows are cut into tiles. */
import { bytesPerElement } from './address.ts';
import type { RowAxis } from './spec.ts';
import { volume } from './spec.ts';

/**
 * A tile is some steps of one axis (`axis`), with all of the axes inside of it; the axes outside of it are looped over.
 * Where the axis is not a multiple of a tile, tiles of two lengths share it evenly: 14 rows are 5 + 5 + 4, not 6 + 6 + 2.
 */
export interface Tiling {
  readonly outer: readonly RowAxis[];
  readonly axis: RowAxis;
  /** Rows for each step of the axis. */
  readonly inside: number;
  /** Steps in each of the first `bigCount` tiles along the axis, and one less in each of the other `smallCount`. */
  readonly big: number;
  readonly bigCount: number;
  readonly smallCount: number;
  /** Where the rows of a tile of so many steps are, in bytes. */
  readonly rowsOf: (steps: number) => readonly { readonly a: number; readonly c: number }[];
}

/** Cuts rows into tiles of at most `most` rows. */
export const tilingOf = (rows: readonly RowAxis[], most: number): Tiling => {
  let first = rows.length;
  let inside = 1;
  for (;;) {
    const size = rows[first - 1]?.size ?? 0;
    if (first <= 1 || inside * size > most) break;
    inside *= size;
    first--;
  }
  // Axes that fill a tile on their own are its axis, not its inside.
  const axis = rows[first - 1] ?? { size: 1, a: 0, c: 0 };
  const count = Math.ceil(axis.size / Math.max(1, Math.floor(most / inside)));
  const big = Math.ceil(axis.size / count);
  const smallCount = big * count - axis.size;
  const within = rows.slice(first).reduce(
    (places, { size, a, c }) =>
      places.flatMap((place) =>
        Array.from({ length: size }, (_, i) => ({
          a: place.a + i * a * bytesPerElement,
          c: place.c + i * c * bytesPerElement,
        })),
      ),
    [{ a: 0, c: 0 }],
  );
  return {
    outer: rows.slice(0, Math.max(0, first - 1)),
    axis,
    inside,
    big,
    bigCount: count - smallCount,
    smallCount,
    rowsOf: (steps) =>
      Array.from({ length: steps }, (_, i) => i).flatMap((i) =>
        within.map(({ a, c }) => ({
          a: a + i * axis.a * bytesPerElement,
          c: c + i * axis.c * bytesPerElement,
        })),
      ),
  };
};

/** How many tiles there are. */
export const tileCount = ({ outer, bigCount, smallCount }: Tiling): number =>
  volume(outer) * (bigCount + smallCount);

/** The order of the rows' axes that needs the fewest tiles: any of them may be the innermost. */
export const orderForTiles = (rows: readonly RowAxis[], most: number): readonly RowAxis[] => {
  const orders = rows.map((axis, i) => [...rows.slice(0, i), ...rows.slice(i + 1), axis]).toReversed();
  const count = (order: readonly RowAxis[]): number => tileCount(tilingOf(order, most));
  return orders.reduce<readonly RowAxis[]>(
    (best, order) => (count(order) < count(best) ? order : best),
    rows,
  );
};
