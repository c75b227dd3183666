/** What the equations of a program (or of a loop's body) come down to, before they are grouped into kernels. */
import type { DType } from '../../../tensor/dtype.ts';
import type { ReduceOp } from '../../../tensor/primitives.ts';
import type { Program } from '../../../tensor/program.ts';
import type { Contraction } from '../contraction/index.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { MapOp } from '../map/spec.ts';
import type { View } from './view.ts';

/** The result of a piece of work: one array, stored in row-major order. */
export interface Node {
  readonly id: number;
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** Elementwise: operands have the shape of the result. */
export interface MapWork {
  readonly kind: 'map';
  readonly op: MapOp;
  /** Of the operands (of the last two, for `select`). */
  readonly dtype: DType;
  readonly operands: readonly View[];
  readonly out: Node;
}

/** A reduction of a view; `axes` of it go. */
export interface FoldWork {
  readonly kind: 'fold';
  readonly op: ReduceOp;
  readonly operands: readonly [View];
  readonly axes: readonly number[];
  readonly out: Node;
}

/** A product of two views, as an affine contraction. */
export interface ContractionWork {
  readonly kind: 'contraction';
  readonly operands: readonly [a: View, b: View];
  readonly contraction: Contraction;
  readonly out: Node;
}

/** A kernel of its own on packed operands. */
export interface KernelWork {
  readonly kind: 'kernel';
  readonly operands: readonly View[];
  readonly kernel: Kernel;
  readonly out: Node;
}

/** Parts of a result that are put together: first a number everywhere (if any), then each part at its place. */
export interface AssembleWork {
  readonly kind: 'assemble';
  readonly fill: number | undefined;
  readonly operands: readonly View[];
  /** Where each operand goes: a view of the result, of the operand's shape. */
  readonly places: readonly View[];
  readonly out: Node;
}

/** A body that runs again and again. */
export interface LoopWork {
  readonly kind: 'loop';
  readonly body: Program;
  readonly length: number;
  readonly reverse: boolean;
  /** Consts, first carries, sequences. */
  readonly operands: readonly View[];
  readonly consts: number;
  /** A node for each carry, which has room for two: see `turn`; and one for each sequence of results. */
  readonly carries: readonly Node[];
  readonly ys: readonly Node[];
}

export type Work = MapWork | FoldWork | ContractionWork | KernelWork | AssembleWork | LoopWork;

/** The nodes that a piece of work makes. */
export const madeBy = (work: Work): readonly Node[] =>
  work.kind === 'loop' ? [...work.carries, ...work.ys] : [work.out];

/** All nodes of one program being lowered, and the numbers that are known. */
export interface Nodes {
  readonly make: (dtype: DType, shape: readonly number[]) => Node;
  readonly constants: Map<number, ConstantNode>;
}

export interface ConstantNode {
  readonly node: Node;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The pieces of work of a program or body, in an order in which they can be done. */
export interface Region {
  readonly works: readonly Work[];
  readonly outputs: readonly View[];
}
