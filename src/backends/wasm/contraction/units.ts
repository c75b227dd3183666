/** Into how many units of work a contraction is cut, for threads to share out. Inner axes are never cut. */
import type { InnerBlocks } from './blocks.ts';
import type { Panels } from './schedule.ts';
import { type Tiling, tileCount } from './tiling.ts';

/** Operations (multiply-adds) from which a unit of its own is worth while. */
const unitWork = 65_536;
/** Units wanted where there is work for them. */
const unitsWanted = 8;
/** Elements of C that a unit has at most, so that they stay in the second-level cache. */
const unitElements = 65_536;

/** Elements of a block of A, which is read again for every panel: half of the second-level cache. */
const blockElements = 65_536;
/** Rows of a block, whatever its length: fewer would not make up for reading B. */
const fewestRows = 48;
const mostRows = 512;

/**
 * At most so many rows in a block. Where rows of C are long, a panel touches a line of the cache in each of them, and the
 * next panel should find these lines there: short sums are bound by that.
 */
const rowLimit = (inner: number, columns: number): number =>
  columns < 256 ? mostRows : Math.max(24, Math.min(mostRows, 8 * inner));

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** How big the whole is. */
export interface Extent {
  /** Steps of the outer axes. */
  readonly outer: number;
  readonly rows: number;
  readonly inner: number;
  readonly packedA: boolean;
}

/** Parts of the tiles and of the panels: blocks that fit the cache, and enough of them for a few threads. */
export const unitsOf = (
  { outer, rows, inner, packedA }: Extent,
  tiling: Tiling,
  blocks: InnerBlocks,
  panels: Panels,
): { readonly rowBlocks: number; readonly columnBlocks: number } => {
  const tiles = tileCount(tiling);
  const fitting = Math.floor(blockElements / Math.max(1, blocks.longest));
  const rowsInBlock = Math.min(Math.max(fewestRows, fitting), rowLimit(inner, panels.columns));
  const tilesInBlock = Math.max(1, Math.floor(rowsInBlock / (tiling.big * tiling.inside)));
  const rowBlocks = Math.ceil(tiles / tilesInBlock);
  const elements = panels.columns * Math.ceil(rows / rowBlocks);
  const columnBlocks = Math.min(panels.count, Math.ceil(elements / unitElements));
  const wanted = Math.min(unitsWanted, Math.floor((outer * rows * panels.columns * inner) / unitWork));
  /** So many parts that units are not lacking, if there are so many. */
  const raised = (parts: number, all: number, others: number): number =>
    Math.min(all, Math.max(parts, Math.ceil(wanted / (outer * others))));
  // Each part of the columns packs the same rows of A again.
  const early = packedA ? raised(rowBlocks, tiles, columnBlocks) : rowBlocks;
  const enough = raised(columnBlocks, panels.count, early);
  const late = raised(early, tiles, enough);
  const count = outer * late * enough;
  if (wanted < unitsWanted || count >= 4 * unitsWanted) return { rowBlocks: late, columnBlocks: enough };
  // A few units are shared out evenly by two and by four threads if they are a multiple of four.
  const evened = (parts: number, all: number): number => {
    const factor = 4 / greatestCommonDivisor(4, count / parts);
    return Math.min(all, Math.ceil(parts / factor) * factor);
  };
  return packedA
    ? { rowBlocks: evened(late, tiles), columnBlocks: enough }
    : { rowBlocks: late, columnBlocks: evened(enough, panels.count) };
};
