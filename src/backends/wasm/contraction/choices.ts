/** The choices: sizes of tiles, panels and blocks, and what is packed. */

import type { Features } from '../kernels/kernel.ts';
import { bytesPerElement } from './address.ts';
import { type NormalForm, normalise } from './axes.ts';
import { innerBlocks } from './blocks.ts';
import { panelsOf, type Schedule } from './schedule.ts';
import { type Contraction, volume } from './spec.ts';
import { tileCount, tilingOf } from './tiling.ts';

/** Elements of the inner axes in a block: a panel of 8 columns then takes half of the first-level cache. */
const blockLength = Number(process.env.BL ?? 512);
/** Packing B that changes pays from so many rows on. */
const rowsForPacking = 32;
/** Operations (multiply-adds) from which a unit of its own is worth while. */
const unitWork = 65_536;
/** Units wanted where there is work for them. */
const unitsWanted = 8;
/** Elements of C that a unit has at most, so that they stay in the second-level cache. */
const unitElements = 65_536;

/**
 * Rows and columns of a tile of outer products. Its sums, a row of B and a number of A fill the 15 registers that V8 has;
 * eight sums are needed to keep two multiply-adders busy. One or a few rows take wider tiles.
 */
const tileOf = (rows: number, columns: number, features: Features): { rows: number; width: number } => {
  const lanes = features.revectorized ? 8 : 4;
  const spare = features.relaxed ? 0 : 1;
  const vectors = rows === 1 ? 8 : rows === 2 ? 4 : rows === 3 ? 3 : 2;
  const width = Math.min(vectors * lanes, Math.ceil(columns / 4) * 4);
  const used = Math.ceil(width / lanes);
  const most = [12, 6, 3, 2][used - 1] ?? 1;
  return { rows: Math.max(1, used <= 2 ? most - spare * (3 - used) : most), width };
};

/** Rows and columns of a tile of dot products. */
const dotTileOf = (columns: number): { rows: number; width: number } => {
  const width = Math.min(4, columns);
  return { rows: [8, 4, 3, 2][width - 1] ?? 1, width };
};

/** Whether the last inner axis is contiguous in both operands and long enough for vectors along it. */
const suitsDots = ({ inner, columns }: NormalForm): boolean => {
  const last = inner.at(-1);
  return columns.length === 1 && last !== undefined && last.a === 1 && last.b === 1 && last.size >= 8;
};

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

export const scheduleOf = (
  spec: Contraction,
  features: Features,
  { fixedB }: { readonly fixedB: boolean },
): Schedule => {
  const bare = normalise(spec, false);
  const [rows, columns] = [volume(bare.rows), volume(bare.columns)];
  const isContiguous = bare.columns.at(-1)?.b === 1 || columns === 1;
  const wantsPacking = columns > 1 && (fixedB || rows > rowsForPacking);
  const dots = suitsDots(bare) && (columns <= 3 || (!isContiguous && !wantsPacking));
  const packedB = !dots && (wantsPacking || !isContiguous);
  const form = packedB ? normalise(spec, true) : bare;
  const width = volume(form.columns);
  const tile = dots ? dotTileOf(width) : tileOf(rows, width, features);
  const tiling = tilingOf(form.rows, tile.rows);
  const blocks = innerBlocks(form.inner, blockLength * (dots ? 4 : 1));
  const panels = panelsOf(width, tile.width);
  const last = form.inner.at(-1);
  const isStrided = (last?.a ?? 1) !== 1 || process.env.PA === '1';
  const packedA = !dots && packedB && isStrided && volume(form.inner) >= 64 && width >= 64 && rows > 3;
  const tiles = tileCount(tiling);
  const rowsInTile = tiling.big * tiling.inside;
  const outer = volume(form.outer);
  const rowsInBlock = Math.max(48, Math.min(512, Math.floor(65_536 / Math.max(1, blocks.longest))));
  let rowBlocks = Math.ceil(tiles / Math.max(1, Math.floor(rowsInBlock / rowsInTile)));
  const blockRows = Math.ceil(rows / rowBlocks);
  let columnBlocks = Math.min(panels.count, Math.ceil((width * blockRows) / unitElements));
  const work = outer * rows * width * volume(form.inner);
  const wanted = Math.min(unitsWanted, Math.floor(work / unitWork));
  const lacking = () => wanted / (outer * rowBlocks * columnBlocks);
  if (lacking() > 1) {
    if (packedA) rowBlocks = Math.min(tiles, Math.ceil(rowBlocks * lacking()));
    columnBlocks = Math.min(panels.count, Math.ceil(columnBlocks * lacking()));
    rowBlocks = Math.min(tiles, Math.ceil(rowBlocks * lacking()));
    const factor = 4 / greatestCommonDivisor(4, outer * rowBlocks);
    if (columnBlocks % factor !== 0) {
      columnBlocks = Math.min(panels.count, Math.ceil(columnBlocks / factor) * factor);
    }
  }
  return {
    form,
    init: spec.init,
    tiling,
    blocks,
    panels,
    packedB,
    packedA,
    columnStride: dots ? (form.columns.at(-1)?.b ?? 0) * bytesPerElement : null,
    rowBlocks,
    columnBlocks,
  };
};
