/** What a tile is, and what computes one: by outer products (`panel.ts`) or by dot products (`dots.ts`). */
import { f32x4, type Local, type Locals, type Stmt, type V128 } from '../assembler/index.ts';
import type { Site } from '../kernels/kernel.ts';
import type { LoopAxis, Step } from './loops.ts';

/** A kind of tile. Everything here is in its code; what changes from call to call are the parameters. */
export interface Tile {
  /** Where the rows are from the tile's place, in bytes. */
  readonly rows: readonly { readonly a: number; readonly c: number }[];
  readonly columns: number;
  readonly inner: readonly LoopAxis[];
  /** The first inner axis has the size that the call says; `whole`: a multiple of 4. */
  readonly counted: boolean;
  readonly whole: boolean;
  /** Dot products: how far apart, in bytes, columns of B are. With outer products they follow each other. */
  readonly columnStride: number | null;
  /** Whether B's vectors can be loaded whole where there are fewer columns: packed ones can. */
  readonly paddedB: boolean;
  readonly init: 'zero' | 'add' | 'bias';
  /** Calls say whether to continue the sums that C holds. */
  readonly resumes: boolean;
}

/** What the code of a tile is made with: pointers to what comes next of A and B. */
export interface TileContext {
  readonly a: Local<'i32'>;
  readonly b: Local<'i32'>;
  readonly local: Locals;
  readonly site: Site;
}

/** The number or vector that the sum of row i and vector j of the columns starts from. */
export type Initial = (i: number, j: number) => V128;

export interface Products {
  /** Whether sums start from the initial values; otherwise they start from 0, and these are added at the end. */
  readonly startsFrom: boolean;
  readonly start: (initial: Initial) => Stmt;
  readonly step: Step;
  readonly finish: (initial: Initial) => Stmt;
  /** After that: vector j of row i. */
  readonly vectors: readonly (readonly V128[])[];
}

/** a·b + c */
export const multiplyAdd = ({ features }: Site, a: V128, b: V128, c: V128): V128 =>
  features.relaxed ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
