/** The choices: sizes of tiles, panels and blocks, and what is packed. */

import type { Features } from '../kernels/kernel.ts';
import { bytesPerElement } from './address.ts';
import { type NormalForm, normalise } from './axes.ts';
import { innerBlocks } from './blocks.ts';
import { panelsOf, type Schedule } from './schedule.ts';
import { type Contraction, volume } from './spec.ts';
import { orderForTiles, tilingOf } from './tiling.ts';
import { unitsOf } from './units.ts';

/** Elements of the inner axes in a block: a panel of 8 columns then takes a third of the first-level cache. */
const blockLength = 512;
/** With few rows what counts is that B is read from its beginning to its end: a panel may fill most of the cache. */
const panelElements = 8192;
/** Packing B that changes pays from so many rows on; from fewer where its rows lie pages apart, and so miss the cache. */
const rowsForPacking = 32;
const rowsForPackingFar = 16;
const far = 1024;
/**
 * Rows and columns of a tile of outer products. Its sums, a row of B and a number of A fill the 15 registers that V8 has;
 * eight sums are needed to keep two multiply-adders busy. One or a few rows take wider tiles.
 */
const tileOf = (rows: number, columns: number, features: Features): { rows: number; width: number } => {
  const lanes = features.revectorized ? 8 : 4;
  const spare = features.relaxed ? 0 : 1;
  const vectors = rows === 1 ? 6 : rows === 2 ? 4 : rows === 3 ? 3 : 2;
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

/** How long blocks of the inner axes may be. */
const longestBlock = (
  rows: number,
  tile: { readonly rows: number; readonly width: number },
  { dots, packedB }: { readonly dots: boolean; readonly packedB: boolean },
): number => {
  if (dots) return panelElements / 4;
  if (rows <= tile.rows) return panelElements;
  const fewRows = packedB && rows <= rowsForPacking;
  return fewRows ? Math.max(blockLength, Math.floor(panelElements / tile.width)) : blockLength;
};

/** Makes the choices for a contraction that has outputs. */
export const scheduleOf = (
  spec: Contraction,
  features: Features,
  { fixedB }: { readonly fixedB: boolean },
): Schedule => {
  const bare = normalise(spec, false);
  const [rows, columns] = [volume(bare.rows), volume(bare.columns)];
  const isContiguous = bare.columns.at(-1)?.b === 1 || columns === 1;
  const isFar = (bare.inner.at(-1)?.b ?? 0) >= far;
  const wantsPacking = columns > 1 && (fixedB || rows > (isFar ? rowsForPackingFar : rowsForPacking));
  const dots = suitsDots(bare) && (columns <= 3 || (!isContiguous && !wantsPacking));
  const packedB = !dots && (wantsPacking || !isContiguous);
  const form = packedB ? normalise(spec, true) : bare;
  const width = volume(form.columns);
  const tile = dots ? dotTileOf(width) : tileOf(rows, width, features);
  // A tail knows rows by their numbers.
  const rowAxes = spec.tail === undefined ? orderForTiles(form.rows, tile.rows) : form.rows;
  const tiling = tilingOf(rowAxes, tile.rows);
  const blocks = innerBlocks(form.inner, longestBlock(rows, tile, { dots, packedB }));
  const panels = panelsOf(width, tile.width);
  const last = form.inner.at(-1);
  const isStrided = (last?.a ?? 1) !== 1;
  const packedA = !dots && packedB && isStrided && volume(form.inner) >= 64 && width >= 64 && rows > 3;
  return {
    form,
    init: spec.init,
    tiling,
    blocks,
    panels,
    packedB,
    packedA,
    columnStride: dots ? (form.columns.at(-1)?.b ?? 0) * bytesPerElement : null,
    ...unitsOf(
      { outer: volume(form.outer), rows, inner: volume(form.inner), packedA },
      tiling,
      blocks,
      panels,
    ),
  };
};
