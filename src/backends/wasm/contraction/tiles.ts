/** Which tile functions a schedule needs. */
import type { Callable } from '../assembler/index.ts';
import type { Site } from '../kernels/kernel.ts';
import { bytesPerElement } from './address.ts';
import { packRows, type RowPacking } from './packRows.ts';
import type { Tile } from './products.ts';
import { packedStrides, type Schedule } from './schedule.ts';
import { volume } from './spec.ts';
import { tileFunction } from './tile.ts';

/** Functions for the tiles of both lengths. */
export interface BothLengths {
  readonly big: Callable;
  readonly small: Callable | null;
}

export const tilesOf = (schedule: Schedule, site: Site) => {
  const { tiling, blocks, packedA, packedB } = schedule;
  const cutAxes = [blocks.axis, ...blocks.inside];
  const counted = blocks.count > 1;
  const lengths = [blocks.piece, blocks.axis.size].map((n) => n * (packedA ? volume(blocks.inside) : 1));
  const both = (make: (steps: number) => Callable): BothLengths => ({
    big: make(tiling.big),
    small: tiling.smallCount === 0 ? null : make(tiling.big - 1),
  });
  /** The axes that a tile function loops over: their places in A and B, packed or not. */
  const innerOf = (rows: number, columns: number): Tile['inner'] => {
    const strides = packedStrides(cutAxes, columns);
    if (packedA) {
      const b = packedB ? (strides.at(-1) ?? 0) : blocks.axis.b * bytesPerElement;
      return [{ size: blocks.longest, a: rows * bytesPerElement, b }];
    }
    return cutAxes
      .map(({ size, a, b }, i) => ({
        size,
        a: a * bytesPerElement,
        b: packedB ? (strides[i] ?? 0) : b * bytesPerElement,
      }))
      .filter(({ size }, i) => size !== 1 || (counted && i === 0));
  };
  return {
    /** (table, end, a, b, c, bias, count, resume), for panels of some columns. */
    compute: (columns: number): BothLengths =>
      both((steps) => {
        const places = tiling.rowsOf(steps);
        const tile: Tile = {
          rows: packedA ? places.map(({ c }, i) => ({ a: i * bytesPerElement, c })) : places,
          columns,
          inner: innerOf(places.length, columns),
          counted,
          whole: lengths.every((n) => n % 4 === 0),
          columnStride: schedule.columnStride,
          paddedB: packedB,
          init: schedule.init,
          resumes: counted,
        };
        return site.function(`tile ${JSON.stringify(tile)}`, () => tileFunction(tile, site));
      }),
    /** (table, end, a, packed, count): copies tiles of A. */
    pack: (): BothLengths =>
      both((steps) => {
        const packing: RowPacking = {
          rows: tiling.rowsOf(steps).map(({ a }) => a),
          inner: cutAxes.map(({ size, a }) => ({ size, a: a * bytesPerElement })),
          counted,
        };
        return site.function(`packRows ${JSON.stringify(packing)}`, () => packRows(packing));
      }),
  };
};
