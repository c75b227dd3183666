/** Tiles by outer products: a number of A times a vector of a row of B, for each row and vector of the tile. */
import { type I32, i32, type Local, nop, type Stmt, seq, type V128, v128, when } from '../assembler/index.ts';
import { loadLanes } from './lanes.ts';
import { multiplyAdd, type Products, type Tile, type TileContext } from './products.ts';

/**
 * Makes V8 up to Node 22 compute sums here. It would do so where they are used, at the end of the loop, and so load all
 * rows' numbers first and run out of registers. A store on a path that is never taken is a use.
 */
const keepHere = (address: I32, n: number, sums: readonly Local<'v128'>[]): Stmt =>
  when(i32.eq(address, i32.const(-1 - n)), seq(...sums.map(({ get }) => v128.store(address, get))));

export const outerProducts = (tile: Tile, { a, b, local, site }: TileContext): Products => {
  const vectors = Math.ceil(tile.columns / 4);
  const variables = (n: number) => Array.from({ length: n }, () => local('v128'));
  const rows = tile.rows.map((row) => ({ ...row, sums: variables(vectors) }));
  const right = variables(vectors);
  const left = local('v128');
  const { a: aStride, b: bStride } = tile.inner.at(-1) ?? { a: 0, b: 0 };
  /** See `keepHere`. */
  const guard = (n: number, sums: readonly Local<'v128'>[]): Stmt =>
    site.features.revectorized ? nop : keepHere(b.get, n, sums);
  const vectorAt = (offset: number, j: number): V128 =>
    loadLanes(b.get, offset + 16 * j, tile.paddedB ? 4 : tile.columns - 4 * j);
  // A vector that only one row needs takes no register of its own.
  const [only, ...others] = rows;
  const oneStep = (aOffset: number, bOffset: number, k: number): Stmt =>
    seq(
      ...right.map((x, j) => (others.length === 0 ? nop : x.set(vectorAt(bOffset, j)))),
      ...rows.map((row, i) =>
        seq(
          left.set(v128.load32_splat(a.get, aOffset + row.a)),
          ...row.sums.map((total, j) => {
            const x = row === only && others.length === 0 ? vectorAt(bOffset, j) : (right[j] ?? left).get;
            return total.set(multiplyAdd(site, left.get, x, total.get));
          }),
          guard(k * rows.length + i, row.sums),
        ),
      ),
    );
  return {
    startsFrom: true,
    start: (initial) =>
      seq(...rows.flatMap(({ sums }, i) => sums.map((total, j) => total.set(initial(i, j))))),
    step: {
      turn: 4,
      emit: (aOffset, bOffset, count) =>
        seq(
          ...Array.from({ length: count }, (_, k) =>
            oneStep(aOffset + k * aStride, bOffset + k * bStride, k),
          ),
        ),
    },
    finish: () => nop,
    vectors: rows.map(({ sums }) => sums.map(({ get }) => get)),
  };
};
