/** A contraction with every choice made: what the generators of code read. */
import { bytesPerElement } from './address.ts';
import type { NormalForm } from './axes.ts';
import type { InnerBlocks } from './blocks.ts';
import type { Contraction, InnerAxis } from './spec.ts';
import { volume } from './spec.ts';
import type { Tiling } from './tiling.ts';

export interface Schedule {
  readonly form: NormalForm;
  readonly init: Contraction['init'];
  readonly tiling: Tiling;
  readonly blocks: InnerBlocks;
  readonly panels: Panels;
  /** Whether B is read from where `packColumns` has put it. */
  readonly packedB: boolean;
  /** Whether blocks of A are copied to the thread's scratch, in the order in which they are read. */
  readonly packedA: boolean;
  /** Tiles by dot products: see `Tile`. */
  readonly columnStride: number | null;
  /** Into how many parts, for each step of the outer axes, the tiles and the panels are cut. */
  readonly rowBlocks: number;
  readonly columnBlocks: number;
}

/** Columns in panels of equal width but for the last. */
export interface Panels {
  readonly columns: number;
  readonly width: number;
  readonly count: number;
  /** Columns of the last one. */
  readonly last: number;
  /** Columns and what fills the last one's vectors up, where they are packed. */
  readonly padded: number;
}

const wholeVectors = (columns: number): number => Math.ceil(columns / 4) * 4;

export const panelsOf = (columns: number, width: number): Panels => {
  const count = Math.ceil(columns / width);
  const last = columns - (count - 1) * width;
  return { columns, width, count, last, padded: (count - 1) * width + wholeVectors(last) };
};

/** Where packed B is along the inner axes, in bytes, in a panel of some columns. */
export const packedStrides = (inner: readonly InnerAxis[], columns: number): readonly number[] =>
  inner.map((_, i) => volume(inner.slice(i + 1)) * wholeVectors(columns) * bytesPerElement);

/** Bytes of packed B for each step of the outer axes on which it depends. */
export const packedMatrix = ({ form, panels }: Schedule): number =>
  volume(form.inner) * panels.padded * bytesPerElement;

/** Bytes from a panel of packed B to the next. */
export const packedPanel = ({ form, panels }: Schedule): number =>
  volume(form.inner) * panels.width * bytesPerElement;

/** The outer axes along which B changes. */
export const outerOfB = ({ form }: Schedule) => form.outer.filter(({ b }) => b !== 0);
